package dev.faultline.checkers.history;

/** Which characters end a token: shared by the parser, the printer and the names they exchange. */
final class EdnSyntax {
    private static final boolean[] ENDS_TOKEN = new boolean[128];

    static {
        for (int c = 0; c < ENDS_TOKEN.length; c++) {
            ENDS_TOKEN[c] = c <= ' ' || ",\";\\()[]{}".indexOf(c) >= 0;
        }
    }

    private EdnSyntax() {}

    /** Whether the character separates tokens: white space, a control, a comma, or one of {@code "()[]{};\}. */
    static boolean endsToken(int c) {
        return c < ENDS_TOKEN.length && ENDS_TOKEN[c];
    }

    /** Whether the text is read back as one token: not empty, no separator, nothing that cannot be seen. */
    static boolean isToken(String text) {
        if (text.isEmpty()) {
            return false;
        }
        return text.codePoints().noneMatch(c -> endsToken(c) || mustBeEscaped(c) || Character.isWhitespace(c));
    }

    /** Control characters, line separators, half surrogate pairs, direction marks: never written raw. */
    static boolean mustBeEscaped(int c) {
        if (c >= ' ' && c < 0x7f) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
