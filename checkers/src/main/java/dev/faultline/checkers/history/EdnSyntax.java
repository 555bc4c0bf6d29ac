package dev.faultline.checkers.history;

/** Which characters end a token: shared by the parser, the printer and the names they exchange. */
final class EdnSyntax {
    private EdnSyntax() {}

    /** Whether the character (or UTF-8 byte) separates tokens: white space, a comma, or one of {@code "()[]{};\}. */
    static boolean endsToken(int c) {
        return c <= ' ' || c == ',' || c == '"' || c == ';' || c == '\\' || c == '(' || c == ')' || c == '[' || c == ']'
                || c == '{' || c == '}';
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
