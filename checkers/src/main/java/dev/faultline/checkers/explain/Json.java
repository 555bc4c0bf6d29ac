package dev.faultline.checkers.explain;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of plain values: null, booleans, whole numbers, strings, collections and string-keyed maps. Safe inside a script element. */
final class Json {
    private static final String HEX = "0123456789abcdef";

    private Json() {}

    static String print(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        print(value, out);
        return out.toString();
    }

    private static void print(@Nullable Object value, StringBuilder out) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            out.append(value);
        } else if (value instanceof String text) {
            string(text, out);
        } else if (value instanceof Collection<?> elements) {
            out.append('[');
            for (Iterator<?> i = elements.iterator(); i.hasNext(); ) {
                print(i.next(), out);
                out.append(i.hasNext() ? "," : "");
            }
            out.append(']');
        } else if (value instanceof Map<?, ?> map) {
            out.append('{');
            for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
                Map.Entry<?, ?> entry = i.next();
                string(String.valueOf(entry.getKey()), out);
                out.append(':');
                print(entry.getValue(), out);
                out.append(i.hasNext() ? "," : "");
            }
            out.append('}');
        } else {
            throw new IllegalArgumentException(
                    "no plain value: " + value.getClass().getName());
        }
    }

    /** Everything but printable ASCII is escaped, and what could end or open an element of a page. */
    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f && c != '<' && c != '>' && c != '&') {
                out.append(c);
            } else {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX.charAt(c >> shift & 15));
                }
            }
        }
        out.append('"');
    }
}
