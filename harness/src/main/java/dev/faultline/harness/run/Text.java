package dev.faultline.harness.run;

import java.util.stream.IntStream;

/** Values from outside, made fit for one line of a terminal. */
final class Text {
    private static final int LONGEST = 80;

    private Text() {}

    /** Without control characters, without the quotes of a plain string, and cut when very long. */
    static String plain(String text) {
        String bare = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"") && text.indexOf('\\') < 0
                ? text.substring(1, text.length() - 1)
                : text;
        String clean = clean(bare.codePoints().limit(LONGEST));
        int length = bare.codePointCount(0, bare.length());
        return length > LONGEST ? clean + "... (" + length + " characters)" : clean;
    }

    /** A whole sentence without control characters. */
    static String line(String sentence) {
        return clean(sentence.codePoints());
    }

    private static String clean(IntStream codePoints) {
        StringBuilder clean = new StringBuilder();
        codePoints.forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                clean.append(String.format("\\u%04x", c));
            } else {
                clean.appendCodePoint(c);
            }
        });
        return clean.toString();
    }
}
