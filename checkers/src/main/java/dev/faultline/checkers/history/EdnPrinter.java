package dev.faultline.checkers.history;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes values as EDN, everything on one line. */
final class EdnPrinter {
    private EdnPrinter() {}

    static void print(@Nullable Object value, StringBuilder out) {
        if (value instanceof String s) {
            printString(s, out);
        } else if (value instanceof Double d) {
            printDouble(d, out);
        } else if (value instanceof BigDecimal d) {
            out.append(d).append('M');
        } else if (value instanceof BigInteger i) {
            out.append(i).append('N');
        } else if (value instanceof Character c) {
            printCharacter(c, out);
        } else if (value instanceof EdnList list) {
            printAll(list, '(', ')', out);
        } else if (value instanceof List<?> list) {
            printAll(list, '[', ']', out);
        } else if (value instanceof Set<?> set) {
            out.append('#');
            printAll(set, '{', '}', out);
        } else if (value instanceof Map<?, ?> map) {
            printMap(map, out);
        } else if (value instanceof Tagged tagged) {
            out.append('#').append(tagged.tag()).append(' ');
            print(tagged.value(), out);
        } else {
            out.append(value == null ? "nil" : value.toString());
        }
    }

    /** A name as it is, or as an EDN string where it has characters that must not be shown raw. */
    static String plain(String name) {
        return name.codePoints().anyMatch(EdnSyntax::mustBeEscaped) ? Edn.print(name) : name;
    }

    static void printString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (EdnSyntax.mustBeEscaped(c)) {
                        for (char half : Character.toChars(c)) {
                            appendHex(half, out);
                        }
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void appendHex(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 0xf, 16));
        }
    }

    private static void printDouble(double d, StringBuilder out) {
        if (Double.isNaN(d)) {
            out.append("##NaN");
        } else if (Double.isInfinite(d)) {
            out.append(d > 0 ? "##Inf" : "##-Inf");
        } else {
            out.append(d);
        }
    }

    private static void printCharacter(char c, StringBuilder out) {
        switch (c) {
            case '\n' -> out.append("\\newline");
            case '\r' -> out.append("\\return");
            case '\t' -> out.append("\\tab");
            case ' ' -> out.append("\\space");
            default -> {
                if (EdnSyntax.mustBeEscaped(c) || Character.isWhitespace(c)) {
                    appendHex(c, out);
                } else {
                    out.append('\\').append(c);
                }
            }
        }
    }

    private static void printAll(Iterable<?> elements, char open, char close, StringBuilder out) {
        out.append(open);
        Iterator<?> each = elements.iterator();
        while (each.hasNext()) {
            print(each.next(), out);
            if (each.hasNext()) {
                out.append(' ');
            }
        }
        out.append(close);
    }

    private static void printMap(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) {
                out.append(", ");
            }
            first = false;
            print(entry.getKey(), out);
            out.append(' ');
            print(entry.getValue(), out);
        }
        out.append('}');
    }
}
