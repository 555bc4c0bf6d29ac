package dev.faultline.harness.report;

/**
 * Text from outside (keys, values, log lines, paths) made visible: characters that steer a terminal, a line or the direction of
 * reading appear as their code, so that nothing on the page can pose as something else.
 */
public final class Shown {
    /** Longer values are cut, and say how long they were. */
    static final int VALUE_CHARS = 80;

    private Shown() {}

    static String plainly(String text) {
        int i = 0;
        while (i < text.length() && harmless(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            if (c == '\t') {
                out.append(' ');
            } else if (hidden(c)) {
                out.append(String.format(c > 0xffff ? "\\u{%x}" : "\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
            at += Character.charCount(c);
        }
        return out.toString();
    }

    /** A value: as recorded, cut after 80 characters. */
    public static String value(String text) {
        return cut(text, VALUE_CHARS);
    }

    public static String cut(String text, int chars) {
        if (text.length() <= chars) {
            return plainly(text);
        }
        int end = Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars;
        return plainly(text.substring(0, end)) + "… (" + Figures.count(text.length()) + " characters)";
    }

    private static boolean harmless(char c) {
        return c >= ' ' && c < 0x7f;
    }

    /** Controls, bidirectional and other format characters, lone surrogates, separators of lines, code points without meaning. */
    private static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
