package dev.faultline.checkers.history;

/**
 * An input that is not a history. The message is one line, {@code file:line:column: what was expected}, fit to be shown
 * as it is.
 */
public final class HistoryFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;
    private final long column;
    private final String expectation;

    /** Lines and columns start at 1; 0 where the history came from memory and not from a file. */
    public HistoryFormatException(String file, long line, long column, String expectation) {
        super(line == 0 ? file + ": " + expectation : file + ":" + line + ":" + column + ": " + expectation);
        this.file = file;
        this.line = line;
        this.column = column;
        this.expectation = expectation;
    }

    public String file() {
        return file;
    }

    public long line() {
        return line;
    }

    public long column() {
        return column;
    }

    /** What was expected at that place, and what stood there instead. */
    public String expectation() {
        return expectation;
    }
}
