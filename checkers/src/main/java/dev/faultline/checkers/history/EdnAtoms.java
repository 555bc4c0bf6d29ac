package dev.faultline.checkers.history;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values that are one token: nil, booleans, numbers, keywords, symbols, characters. */
final class EdnAtoms {
    /** No atom at all; null is taken by nil. */
    static final Object NONE = new Object();

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+N?");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]+)?M?");
    private static final Pattern RATIO = Pattern.compile("[+-]?[0-9]+/[0-9]+");

    /** A number longer than this is an attack, not a measurement: parsing it would take quadratic time. */
    private static final int DIGITS_MAX = 1000;

    private EdnAtoms() {}

    static @Nullable Object atom(String token) {
        switch (token) {
            case "nil" -> {
                return null;
            }
            case "true" -> {
                return Boolean.TRUE;
            }
            case "false" -> {
                return Boolean.FALSE;
            }
            default -> {}
        }
        char first = token.charAt(0);
        if (first == ':') {
            String name = token.substring(1);
            Keyword shared = Keyword.shared(name);
            return shared != null ? shared : Keyword.isValid(name) ? Keyword.of(name) : NONE;
        }
        boolean signed = (first == '-' || first == '+') && token.length() > 1;
        char lead = signed ? token.charAt(1) : first;
        if (lead >= '0' && lead <= '9') {
            return number(token);
        }
        return isSymbol(token) ? new Symbol(token) : NONE;
    }

    /** Whether the text, read as a token, is a symbol and nothing else. */
    static boolean isSymbol(String text) {
        if (!EdnSyntax.isToken(text) || text.equals("nil") || text.equals("true") || text.equals("false")) {
            return false;
        }
        char first = text.charAt(0);
        boolean signed = (first == '-' || first == '+') && text.length() > 1;
        char lead = signed ? text.charAt(1) : first;
        return "#:^@`~'".indexOf(first) < 0 && (lead < '0' || lead > '9');
    }

    private static Object number(String token) {
        if (token.length() <= 18) {
            Object small = smallWhole(token);
            if (small != NONE) {
                return small;
            }
        }
        if (token.length() > DIGITS_MAX) {
            return NONE;
        }
        if (INTEGER.matcher(token).matches()) {
            return Edn.whole(new BigInteger(token.endsWith("N") ? token.substring(0, token.length() - 1) : token));
        }
        if (DECIMAL.matcher(token).matches()) {
            return decimal(token);
        }
        if (RATIO.matcher(token).matches()) {
            int slash = token.indexOf('/');
            BigInteger denominator = new BigInteger(token.substring(slash + 1));
            return denominator.signum() == 0 ? NONE : Ratio.of(new BigInteger(token.substring(0, slash)), denominator);
        }
        return NONE;
    }

    private static Object decimal(String token) {
        try {
            return token.endsWith("M")
                    ? (Object) new BigDecimal(token.substring(0, token.length() - 1))
                    : (Object) Double.valueOf(token);
        } catch (NumberFormatException exponentOutOfRange) {
            return NONE;
        }
    }

    /** The common case without a pattern: up to 17 digits and a sign. */
    private static Object smallWhole(String token) {
        int from = token.charAt(0) == '-' || token.charAt(0) == '+' ? 1 : 0;
        long value = 0;
        for (int i = from; i < token.length(); i++) {
            int digit = token.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            value = value * 10 + digit;
        }
        return token.charAt(0) == '-' ? -value : value;
    }

    /** The character of that name, as it stands after a backslash. */
    static Character character(String name, ByteSource source) {
        if (name.length() == 1) {
            return name.charAt(0);
        }
        return switch (name) {
            case "newline" -> '\n';
            case "return" -> '\r';
            case "space" -> ' ';
            case "tab" -> '\t';
            case "backspace" -> '\b';
            case "formfeed" -> '\f';
            default -> {
                if (!name.matches("u[0-9a-fA-F]{4}")) {
                    throw source.expected(
                            "the name of one character before this, not \\" + Edn.print(ByteSource.shown(name)));
                }
                yield (char) Integer.parseInt(name.substring(1), 16);
            }
        };
    }

    static Double symbolicNumber(String name, ByteSource source) {
        return switch (name) {
            case "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            case "NaN" -> Double.NaN;
            default -> throw source.expected("##Inf, ##-Inf or ##NaN");
        };
    }
}
