package dev.faultline.harness.run;

/** Values from outside, made fit for one line of a terminal. */
final class Text {
    private static final int LONGEST = 80;

    private Text() {}

    /** Without control characters, without the quotes of a plain string, and cut when very long. */
    static String plain(String text) {
        String bare = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"") && text.indexOf('\\') < 0
                ? text.substring(1, text.length() - 1)
                : text;
        StringBuilder clean = new StringBuilder();
        bare.codePoints().limit(LONGEST).forEach(c -> {
            if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                clean.append(String.format("\\u%04x", c));
            } else {
                clean.appendCodePoint(c);
            }
        });
        int length = bare.codePointCount(0, bare.length());
        return length > LONGEST ? clean + "... (" + length + " characters)" : clean.toString();
    }
}
