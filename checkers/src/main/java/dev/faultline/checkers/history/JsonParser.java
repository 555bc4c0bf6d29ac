package dev.faultline.checkers.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259) as the values of {@link Edn}: null is nil, an array a vector, an object a map from strings. An
 * event is an object such as {@code {"process": 0, "type": "invoke", "f": "read", "value": null}}; its extra keys become
 * keywords, and the process {@code "nemesis"} is the nemesis.
 */
final class JsonParser implements ValueParser {
    /** Deeper than any history, shallower than the stack. */
    private static final int DEPTH_MAX = 400;

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private final ByteSource source;
    private final StringBuilder text = new StringBuilder();
    private final ByteNames<String> strings = new ByteNames<>();
    private int depth;

    JsonParser(ByteSource source) {
        this.source = source;
    }

    /** Whether the text begins as JSON: with an object whose first key is a string, or an array of such. */
    static boolean isJson(ByteSource source) throws IOException {
        source.peek();
        int p = blank(source, source.at);
        if (source.buffer[p] == '[') {
            p = blank(source, p + 1);
        }
        return source.buffer[p] == '{' && source.buffer[blank(source, p + 1)] == '"';
    }

    private static int blank(ByteSource source, int from) {
        int p = from;
        while (p < source.limit && isBlank(source.buffer[p])) {
            p++;
        }
        return p;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    /** Between events a comma is blank too, which is how those of an array are told apart. */
    @Override
    public int skipBlank() throws IOException {
        int c = skip();
        while (c == ',' && depth == 0) {
            source.next();
            c = skip();
        }
        return c;
    }

    private int skip() throws IOException {
        int c = source.peek();
        while (isBlank(c)) {
            source.next();
            c = source.peek();
        }
        return c;
    }

    @Override
    public void restart() {
        depth = 0;
    }

    @Override
    public @Nullable Object value() throws IOException {
        if (++depth > DEPTH_MAX) {
            throw source.expected("at most " + DEPTH_MAX + " levels of nesting");
        }
        Object value = switch (skip()) {
            case '[' -> array();
            case '{' -> object();
            case '"' -> string();
            case ByteSource.END -> throw cutOff("a value");
            default -> word();
        };
        depth--;
        return value;
    }

    private List<@Nullable Object> array() throws IOException {
        List<@Nullable Object> elements = new ArrayList<>(4);
        source.next();
        if (skip() == ']') {
            source.next();
            return List.of();
        }
        do {
            elements.add(value());
        } while (another(']'));
        return Collections.unmodifiableList(elements);
    }

    private Map<@Nullable Object, @Nullable Object> object() throws IOException {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        source.next();
        if (skip() == '}') {
            source.next();
            return Map.of();
        }
        do {
            if (skip() != '"') {
                throw source.peek() == ByteSource.END ? cutOff("a key") : source.expected("a key, which is a string");
            }
            String key = string();
            if (map.containsKey(key)) {
                throw source.expected("each key once, but " + ByteSource.shown(Edn.print(key)) + " stands twice");
            }
            if (skip() != ':') {
                throw source.peek() == ByteSource.END ? cutOff(":") : source.expected(": after a key");
            }
            source.next();
            map.put(key, value());
        } while (another('}'));
        return Collections.unmodifiableMap(map);
    }

    /** Consumes a comma, or the bracket that ends the collection. */
    private boolean another(char close) throws IOException {
        int c = skip();
        if (c != ',' && c != close) {
            throw c == ByteSource.END ? cutOff(String.valueOf(close)) : source.expected("a comma or " + close);
        }
        source.next();
        return c == ',';
    }

    private String string() throws IOException {
        source.next();
        String plain = plainString();
        return plain == null ? anyString() : plain;
    }

    /** A string without escapes that lies in the buffer, which most are; null for another, of which nothing is consumed. */
    private @Nullable String plainString() {
        byte[] bytes = source.buffer;
        int end = source.at;
        while (end < source.limit && bytes[end] != '"' && bytes[end] != '\\' && (bytes[end] >= ' ' || bytes[end] < 0)) {
            end++;
        }
        if (end == source.limit || bytes[end] != '"') {
            return null;
        }
        String known = strings.find(bytes, source.at, end);
        if (known == null) {
            known = new String(bytes, source.at, end - source.at, StandardCharsets.UTF_8);
            strings.put(bytes, source.at, end, known);
        }
        source.at = end + 1;
        return known;
    }

    private String anyString() throws IOException {
        text.setLength(0);
        while (true) {
            int c = source.peek();
            if (c == ByteSource.END) {
                throw cutOff("\" at the end of the string");
            } else if (c < ' ') {
                throw source.expected("no control character in a string");
            } else if (c == '"') {
                source.next();
                return text.toString();
            } else if (c == '\\') {
                source.next();
                text.append(escaped());
            } else {
                text.appendCodePoint(source.nextCodePoint());
            }
        }
    }

    private char escaped() throws IOException {
        int c = source.next();
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '/' -> (char) c;
            case 'u' -> EdnParser.hexEscape(source);
            case ByteSource.END -> throw cutOff("\" at the end of the string");
            default -> throw source.expected("one of b f n r t u \\ / \" after \\ in a string");
        };
    }

    private @Nullable Object word() throws IOException {
        int length = wordLength();
        if (length <= 18 && source.buffer[source.at] != '0') {
            long number = 0;
            int p = source.at;
            while (source.buffer[p] >= '0' && source.buffer[p] <= '9') {
                number = number * 10 + source.buffer[p++] - '0';
            }
            if (p - source.at == length) {
                source.at = p;
                return number;
            }
        }
        String word = new String(source.buffer, source.at, length, StandardCharsets.UTF_8);
        Object value = switch (word) {
            case "null" -> null;
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> number(word);
        };
        if (value == EdnAtoms.NONE) {
            throw source.unknownWord(length);
        }
        source.at += length;
        return value;
    }

    /** The number, or {@link EdnAtoms#NONE}. EDN's numbers are JSON's and some more. */
    private static @Nullable Object number(String word) {
        return NUMBER.matcher(word).matches() ? EdnAtoms.atom(word) : EdnAtoms.NONE;
    }

    /** The bytes up to a blank, a comma, a colon or a bracket: at least one. */
    private int wordLength() throws IOException {
        int length = source.tokenLength();
        for (int i = 0; i < length; i++) {
            if (source.buffer[source.at + i] == ':') {
                return Math.max(1, i);
            }
        }
        return Math.max(1, length);
    }

    private HistoryFormatException cutOff(String expectation) {
        return source.expected(expectation + ", but the input ends");
    }

    @Override
    public Map<?, ?> event(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            throw ValueParser.noEvent(value);
        }
        Map<@Nullable Object, @Nullable Object> event = new LinkedHashMap<>();
        object.forEach((key, part) -> {
            String name = String.valueOf(key);
            Object named = part instanceof String word && isKeyword(name, word) ? keyword(word) : part;
            event.put(keyword(name), named);
        });
        return event;
    }

    /** The keyword of that name, or the name where there can be none. */
    private static Object keyword(String name) {
        Keyword shared = Keyword.shared(name);
        return shared != null ? shared : Keyword.isValid(name) ? Keyword.of(name) : name;
    }

    /** Which strings JSON writes for want of keywords. */
    private static boolean isKeyword(String key, String word) {
        return key.equals("type") || (key.equals("process") && word.equals("nemesis"));
    }
}
