package dev.faultline.checkers.history;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of UTF-8 text in a buffer that is used again and again, and the place they are at. Bytes beyond ASCII are parts of
 * words and strings and never separators, so that nothing is decoded but what is kept; malformed UTF-8 reads as U+FFFD.
 *
 * <p>Lines are counted as line feeds are passed; columns, in code points, only when somebody asks.
 */
final class ByteSource {
    static final int END = -1;

    /** Bytes after the last one, all 0: eight can be looked at from anywhere without asking. */
    static final int SLACK = 8;

    private static final int CAPACITY = 1 << 18;
    private static final int CAPACITY_MIN = 1 << 12;
    private static final int SHOWN_MAX = 40;

    private final InputStream in;
    private final String file;

    /** What is read and not yet consumed is from {@link #at} to {@link #limit}. */
    final byte[] buffer;

    int at;
    int limit;

    private boolean ended;
    private long consumed;
    private long line = 1;

    /** Where columns were last counted to, at or before {@link #at}, and how many there are before it. */
    private int anchor;

    private long columnsBefore;

    private int markedAt = -1;
    private long markedLine;
    private int markedAnchor;
    private long markedColumns;
    private boolean keepsMark;

    /** More bytes are needed, but the mark forbids to fetch them here. */
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Cut() {
            super(null, null, false, false);
        }
    }

    /**
     * A source of some {@code length} bytes, which says how large a buffer is worthwhile.
     *
     * @param length not trusted: there may be more
     */
    ByteSource(InputStream in, String file, long length) {
        this.in = in;
        this.file = file;
        this.buffer = new byte[(int) Math.max(CAPACITY_MIN, Math.min(CAPACITY, length + 1)) + SLACK];
    }

    ByteSource(byte[] text, String file) {
        this.in = InputStream.nullInputStream();
        this.file = file;
        this.buffer = Arrays.copyOf(text, text.length + SLACK);
        this.limit = text.length;
        this.ended = true;
    }

    /** The next byte, not consumed, from 0 to 255, or {@link #END}. */
    int peek() throws IOException {
        return at < limit || fill() ? buffer[at] & 0xff : END;
    }

    /** The byte after the next one, or {@link #END}. */
    int peekSecond() throws IOException {
        return at + 1 < limit || (fill() && at + 1 < limit) ? buffer[at + 1] & 0xff : END;
    }

    /** At the beginning: skips what some editors put there. */
    void skipByteOrderMark() throws IOException {
        if (peek() == 0xef && buffer[1] == (byte) 0xbb && buffer[2] == (byte) 0xbf) {
            at = 3;
            anchor = 3;
        }
    }

    int next() throws IOException {
        if (at == limit && !fill()) {
            return END;
        }
        byte b = buffer[at++];
        if (b == '\n') {
            startLine();
        }
        return b & 0xff;
    }

    /** Notes that the byte before {@link #at} was a line feed. */
    void startLine() {
        line++;
        anchor = at;
        columnsBefore = 0;
    }

    /** The next code point, consumed, or {@link #END}. */
    int nextCodePoint() throws IOException {
        int lead = peek();
        int length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        fetch(length);
        if (lead < 0x80) {
            return next();
        }
        String text = new String(buffer, at, Math.min(length, limit - at), StandardCharsets.UTF_8);
        at += Math.min(length, limit - at);
        return text.codePointAt(0);
    }

    /** Sees to it that so many bytes are in the buffer, if there are as many. */
    private void fetch(int length) throws IOException {
        boolean more = true;
        while (more && at + length > limit) {
            more = fill();
        }
    }

    /** Whether a separator that is not ASCII comes next, such as a no-break space's wide cousins. */
    boolean wideBlankNext() throws IOException {
        int lead = peek();
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        fetch(length);
        return Character.isWhitespace(
                new String(buffer, at, Math.min(length, limit - at), StandardCharsets.UTF_8).codePointAt(0));
    }

    /** The text up to the next separator, consumed; may be empty. */
    String token() throws IOException {
        int length = tokenLength();
        String token = new String(buffer, at, length, StandardCharsets.UTF_8);
        at += length;
        return token;
    }

    /** The number of bytes up to the next separator, all of them in the buffer. */
    int tokenLength() throws IOException {
        int end = at;
        while (true) {
            while (end < limit && !EdnSyntax.endsToken(buffer[end] & 0xff)) {
                end++;
            }
            if (end < limit) {
                return end - at;
            }
            int length = end - at;
            if (!fill()) {
                if (!ended) {
                    throw expected("a word of at most " + buffer.length / 2 + " bytes");
                }
                return length;
            }
            end = at + length;
        }
    }

    /** Whether nothing more can be read. */
    boolean ended() {
        return ended;
    }

    String file() {
        return file;
    }

    long line() {
        return line;
    }

    long column() {
        countColumns(at);
        return columnsBefore + 1;
    }

    private void countColumns(int until) {
        long columns = 0;
        for (int i = anchor; i < until; i++) {
            columns += (buffer[i] & 0xc0) == 0x80 ? 0 : 1;
        }
        columnsBefore += columns;
        anchor = Math.max(anchor, until);
    }

    /** Bytes consumed so far. */
    long consumed() {
        return consumed + at;
    }

    /** An exception for the place of the next byte. */
    HistoryFormatException expected(String expectation) {
        return expected(line, column(), expectation);
    }

    HistoryFormatException expected(long atLine, long atColumn, String expectation) {
        return new HistoryFormatException(file, atLine, atColumn, "expected " + expectation);
    }

    /** The same, for the beginning of a word, which is consumed: it may be the end of the input that spoilt it. */
    HistoryFormatException unknownWord(int length) {
        String word = new String(buffer, at, length, StandardCharsets.UTF_8);
        long atColumn = column();
        at += length;
        return expected(line, atColumn, "a value, not " + Edn.print(shown(word)));
    }

    /** Text as it can be shown in an error. */
    static String shown(String text) {
        return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
    }

    /** Remembers this place. From here on nothing more is read, but {@link Cut} thrown, until {@link #releaseMark}. */
    void mark() {
        markedAt = at;
        markedLine = line;
        markedAnchor = anchor;
        markedColumns = columnsBefore;
        keepsMark = true;
    }

    void releaseMark() {
        keepsMark = false;
    }

    /** Back to the mark. */
    void reset() {
        at = markedAt;
        line = markedLine;
        anchor = markedAnchor;
        columnsBefore = markedColumns;
        keepsMark = false;
    }

    /** Keeps what is unread and adds to it; false when there is no more, or no room. */
    boolean fill() throws IOException {
        if (keepsMark && !ended) {
            throw new Cut();
        }
        if (ended || limit - at == buffer.length - SLACK) {
            return false;
        }
        countColumns(at);
        System.arraycopy(buffer, at, buffer, 0, limit - at);
        consumed += at;
        anchor -= at;
        limit -= at;
        at = 0;
        int read = in.read(buffer, limit, buffer.length - SLACK - limit);
        limit += Math.max(0, read);
        Arrays.fill(buffer, limit, limit + SLACK, (byte) 0);
        ended = read < 0;
        return read > 0;
    }
}
