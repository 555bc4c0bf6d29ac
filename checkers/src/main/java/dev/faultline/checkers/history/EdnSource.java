package dev.faultline.checkers.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/** Characters with two of look-ahead, and the place they are at. Malformed UTF-8 reads as U+FFFD. */
final class EdnSource {
    static final int END = -1;

    private final Reader in;
    private final String file;
    private final char[] buffer = new char[1 << 15];
    private int at;
    private int limit;
    private long line = 1;
    private long column = 1;

    EdnSource(InputStream in, String file) {
        this.in = new InputStreamReader(in, StandardCharsets.UTF_8);
        this.file = file;
    }

    /** The next character, not consumed, or {@link #END}. */
    int peek() throws IOException {
        return at < limit || fill() ? buffer[at] : END;
    }

    /** The character after the next one, or {@link #END}. */
    int peekSecond() throws IOException {
        return at + 1 < limit || (fill() && at + 1 < limit) ? buffer[at + 1] : END;
    }

    int next() throws IOException {
        if (at == limit && !fill()) {
            return END;
        }
        char c = buffer[at++];
        if (c == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        return c;
    }

    /** The characters up to the next separator, consumed; mostly they are all in the buffer. */
    String token() throws IOException {
        int end = at;
        while (end < limit && !EdnSyntax.endsToken(buffer[end])) {
            end++;
        }
        if (end == limit) {
            return slowToken();
        }
        String token = new String(buffer, at, end - at);
        column += end - at;
        at = end;
        return token;
    }

    private String slowToken() throws IOException {
        StringBuilder token = new StringBuilder();
        for (int c = peek(); c != END && !EdnSyntax.endsToken(c); c = peek()) {
            token.append((char) next());
        }
        return token.toString();
    }

    String file() {
        return file;
    }

    long line() {
        return line;
    }

    long column() {
        return column;
    }

    /** An exception for the place of the next character. */
    HistoryFormatException expected(String expectation) {
        return expected(line, column, expectation);
    }

    HistoryFormatException expected(long atLine, long atColumn, String expectation) {
        return new HistoryFormatException(file, atLine, atColumn, "expected " + expectation);
    }

    /** Keeps what is unread and adds to it; false at the end of the input. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, limit - at);
        limit -= at;
        at = 0;
        int read = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, read);
        return read > 0;
    }
}
