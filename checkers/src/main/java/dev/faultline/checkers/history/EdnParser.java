package dev.faultline.checkers.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads EDN values one at a time, so that a file need never be in memory whole. */
final class EdnParser implements ValueParser {
    /** Deeper than any history, shallower than the stack. */
    private static final int DEPTH_MAX = 400;

    private final ByteSource source;
    private final StringBuilder text = new StringBuilder();
    private final ByteNames<Keyword> keywords = new ByteNames<>();
    private int depth;

    EdnParser(ByteSource source) {
        this.source = source;
    }

    @Nullable
    Object onlyValue() throws IOException {
        Object value = value();
        if (skipBlank() != ByteSource.END) {
            throw source.expected("the end of the text after one value");
        }
        return value;
    }

    @Override
    public void restart() {
        depth = 0;
    }

    /** The map itself, or the one inside a record tag such as {@code #jepsen.history.Op{...}}. */
    @Override
    public Map<?, ?> event(@Nullable Object value) {
        Object inner = value instanceof Tagged tagged ? tagged.value() : value;
        if (inner instanceof Map<?, ?> map) {
            return map;
        }
        throw ValueParser.noEvent(value);
    }

    /** Skips white space, commas, comments and discarded values; returns the next byte, not consumed. */
    @Override
    public int skipBlank() throws IOException {
        while (true) {
            int c = source.peek();
            if (c == ';') {
                while (c != '\n' && c != ByteSource.END) {
                    c = source.next();
                }
            } else if (c == '#' && source.peekSecond() == '_') {
                source.next();
                source.next();
                value();
            } else if (c == ',' || (c != ByteSource.END && c <= ' ')) {
                source.next();
            } else if (c >= 0x80 && source.wideBlankNext()) {
                source.nextCodePoint();
            } else {
                return c;
            }
        }
    }

    @Override
    public @Nullable Object value() throws IOException {
        if (++depth > DEPTH_MAX) {
            throw source.expected("at most " + DEPTH_MAX + " levels of nesting");
        }
        Object value = switch (skipBlank()) {
            case '[' -> Collections.unmodifiableList(elements(']'));
            case '(' -> new EdnList(elements(')'));
            case '{' -> map();
            case '"' -> string();
            case '\\' -> EdnAtoms.character(characterName(), source);
            case '#' -> dispatch();
            case ']', ')', '}' -> throw source.expected("a value, not " + (char) source.peek());
            case ByteSource.END -> throw cutOff("a value");
            default -> atom();
        };
        depth--;
        return value;
    }

    private List<@Nullable Object> elements(char close) throws IOException {
        source.next();
        List<@Nullable Object> elements = new ArrayList<>(4);
        while (true) {
            int c = skipBlank();
            if (c == close) {
                source.next();
                return elements;
            }
            if (c == ByteSource.END) {
                throw cutOff(String.valueOf(close));
            }
            elements.add(value());
        }
    }

    private Map<@Nullable Object, @Nullable Object> map() throws IOException {
        source.next();
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        while (true) {
            int c = skipBlank();
            if (c == '}') {
                source.next();
                return Collections.unmodifiableMap(map);
            }
            if (c == ByteSource.END) {
                throw cutOff("}");
            }
            Object key = value();
            if (skipBlank() == '}') {
                throw source.expected("a value for the key " + shown(key));
            }
            if (map.containsKey(key)) {
                throw source.expected("each key once, but " + shown(key) + " stands twice");
            }
            map.put(key, value());
        }
    }

    private Set<@Nullable Object> set() throws IOException {
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (Object element : elements('}')) {
            if (!set.add(element)) {
                throw source.expected("each element once, but " + shown(element) + " stands twice");
            }
        }
        return Collections.unmodifiableSet(set);
    }

    /** What a hash begins: a set, a symbolic number, or a tag and its value. */
    private @Nullable Object dispatch() throws IOException {
        source.next();
        int c = source.peek();
        if (c == '{') {
            return set();
        }
        if (c == '#') {
            source.next();
            return EdnAtoms.symbolicNumber(source.token(), source);
        }
        if (c == ByteSource.END) {
            throw cutOff("a tag");
        }
        if (c == ':') {
            return namespacedMap();
        }
        if (c < 0x80 && !Character.isLetter(c)) {
            throw source.expected("a tag, a set or _ after #");
        }
        String tag = source.token();
        if (!EdnAtoms.isSymbol(tag)) {
            throw source.expected("a tag, not " + Edn.print(ByteSource.shown(tag)));
        }
        return new Tagged(new Symbol(tag), value());
    }

    /** {@code #:ns{:a 1, :_/b 2}}, which is {@code {:ns/a 1, :b 2}}. */
    private Map<@Nullable Object, @Nullable Object> namespacedMap() throws IOException {
        source.next();
        String namespace = source.token();
        if (!Keyword.isValid(namespace) || namespace.indexOf('/') >= 0) {
            throw source.expected("a namespace before this, not " + Edn.print(ByteSource.shown(namespace)));
        }
        if (skipBlank() != '{') {
            throw source.expected("a map after its namespace");
        }
        Map<@Nullable Object, @Nullable Object> qualified = new LinkedHashMap<>();
        for (Map.Entry<@Nullable Object, @Nullable Object> entry : map().entrySet()) {
            Object key = qualified(entry.getKey(), namespace);
            if (qualified.containsKey(key)) {
                throw source.expected("each key once, but " + shown(key) + " stands twice");
            }
            qualified.put(key, entry.getValue());
        }
        return Collections.unmodifiableMap(qualified);
    }

    private static @Nullable Object qualified(@Nullable Object key, String namespace) {
        String name = key instanceof Keyword keyword ? keyword.name() : key instanceof Symbol s ? s.name() : "/";
        if (name.indexOf('/') >= 0 && !name.startsWith("_/")) {
            return key;
        }
        String whole = name.startsWith("_/") ? name.substring(2) : namespace + "/" + name;
        boolean fits = key instanceof Keyword ? Keyword.isValid(whole) : EdnAtoms.isSymbol(whole);
        return !fits ? key : key instanceof Keyword ? Keyword.of(whole) : new Symbol(whole);
    }

    private static String shown(@Nullable Object value) {
        return ByteSource.shown(Edn.print(value));
    }

    private @Nullable Object atom() throws IOException {
        int length = source.tokenLength();
        int from = source.at;
        byte[] bytes = source.buffer;
        if (length <= 18 && bytes[from] >= '0' && bytes[from] <= '9') {
            long number = 0;
            int i = from;
            while (i < from + length && bytes[i] >= '0' && bytes[i] <= '9') {
                number = number * 10 + bytes[i++] - '0';
            }
            if (i == from + length) {
                source.at = i;
                return number;
            }
        }
        if (bytes[from] == ':') {
            Keyword known = keywords.find(bytes, from, from + length);
            if (known != null) {
                source.at += length;
                return known;
            }
        }
        return unusualAtom(from, length);
    }

    private @Nullable Object unusualAtom(int from, int length) {
        String token = new String(source.buffer, from, length, StandardCharsets.UTF_8);
        Object atom = EdnAtoms.atom(token);
        if (atom == EdnAtoms.NONE) {
            throw source.unknownWord(length);
        }
        if (atom instanceof Keyword keyword) {
            keywords.put(source.buffer, from, from + length, keyword);
        }
        source.at += length;
        return atom;
    }

    /** The text after a backslash: one character of any kind, then the rest of a token. */
    private String characterName() throws IOException {
        source.next();
        int first = source.nextCodePoint();
        if (first == ByteSource.END) {
            throw cutOff("a character after \\");
        }
        return Character.toString(first) + source.token();
    }

    private String string() throws IOException {
        source.next();
        text.setLength(0);
        while (true) {
            int from = source.at;
            int end = from;
            while (end < source.limit && source.buffer[end] != '"' && source.buffer[end] != '\\') {
                if (source.buffer[end++] == '\n') {
                    source.at = end;
                    source.startLine();
                }
            }
            boolean whole = end < source.limit;
            int until = whole || source.ended() ? end : characterStart(from, end);
            source.at = until;
            if (whole && source.buffer[end] == '"' && text.isEmpty()) {
                source.at++;
                return new String(source.buffer, from, end - from, StandardCharsets.UTF_8);
            }
            text.append(new String(source.buffer, from, until - from, StandardCharsets.UTF_8));
            if (!whole && source.ended()) {
                throw cutOff("\" at the end of the string");
            } else if (!whole) {
                source.fill();
            } else if (source.next() == '"') {
                return text.toString();
            } else {
                text.append(escaped());
            }
        }
    }

    /** Where the last character before the end begins, if it may be cut in two there; else the end. */
    private int characterStart(int from, int end) {
        int start = end;
        for (int back = 1; back <= 3 && end - back >= from; back++) {
            int b = source.buffer[end - back] & 0xff;
            if (b >= 0xc0) {
                return end - back;
            }
            if (b < 0x80) {
                return start;
            }
        }
        return start;
    }

    private char escaped() throws IOException {
        int c = source.next();
        return switch (c) {
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\' -> (char) c;
            case 'u' -> hexEscape(source);
            case ByteSource.END -> throw cutOff("\" at the end of the string");
            default -> throw source.expected("one of t r n b f u \\ \" after \\ in a string");
        };
    }

    /** The character of four hexadecimal digits, as they stand after a backslash and u. */
    static char hexEscape(ByteSource source) throws IOException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int c = source.next();
            int digit = c == ByteSource.END || c > 'f' ? -1 : Character.digit(c, 16);
            if (c == ByteSource.END) {
                throw source.expected("four hexadecimal digits after \\u, but the input ends");
            }
            if (digit < 0) {
                throw source.expected("four hexadecimal digits after \\u");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private HistoryFormatException cutOff(String expectation) {
        return source.expected(expectation + ", but the input ends");
    }
}
