package dev.faultline.checkers.history;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads EDN values one at a time, so that a file need never be in memory whole. */
final class EdnParser {
    /** Deeper than any history, shallower than the stack. */
    private static final int DEPTH_MAX = 400;

    private final EdnSource source;
    private final StringBuilder text = new StringBuilder();
    private int depth;

    EdnParser(InputStream in, String file) {
        this.source = new EdnSource(in, file);
    }

    EdnSource source() {
        return source;
    }

    @Nullable
    Object onlyValue() throws IOException {
        Object value = value();
        if (skipBlank() != EdnSource.END) {
            throw source.expected("the end of the text after one value");
        }
        return value;
    }

    /** Skips white space, commas, comments and discarded values; returns the next character, not consumed. */
    int skipBlank() throws IOException {
        while (true) {
            int c = source.peek();
            if (c == ';') {
                while (c != '\n' && c != EdnSource.END) {
                    c = source.next();
                }
            } else if (c == '#' && source.peekSecond() == '_') {
                source.next();
                source.next();
                value();
            } else if (c == ',' || (c != EdnSource.END && (c <= ' ' || Character.isWhitespace(c)))) {
                source.next();
            } else {
                return c;
            }
        }
    }

    /**
     * The next value.
     *
     * @throws HistoryFormatException where there is none
     */
    @Nullable
    Object value() throws IOException {
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
            case EdnSource.END -> throw cutOff("a value");
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
            if (c == EdnSource.END) {
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
            if (c == EdnSource.END) {
                throw cutOff("}");
            }
            Object key = value();
            if (skipBlank() == '}') {
                throw source.expected("a value for the key " + Edn.print(key));
            }
            if (map.containsKey(key)) {
                throw source.expected("each key once, but " + Edn.print(key) + " stands twice");
            }
            map.put(key, value());
        }
    }

    private Set<@Nullable Object> set() throws IOException {
        Set<@Nullable Object> set = new LinkedHashSet<>();
        for (Object element : elements('}')) {
            if (!set.add(element)) {
                throw source.expected("each element once, but " + Edn.print(element) + " stands twice");
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
        if (c == EdnSource.END) {
            throw cutOff("a tag");
        }
        if (!Character.isLetter(c)) {
            throw source.expected("a tag, a set or _ after #");
        }
        String tag = source.token();
        if (!EdnAtoms.isSymbol(tag)) {
            throw source.expected("a tag, not " + Edn.print(tag));
        }
        return new Tagged(new Symbol(tag), value());
    }

    private @Nullable Object atom() throws IOException {
        long line = source.line();
        long column = source.column();
        String token = source.token();
        Object atom = EdnAtoms.atom(token);
        if (atom == EdnAtoms.NONE) {
            throw source.expected(line, column, "a value, not " + Edn.print(token));
        }
        return atom;
    }

    /** The text after a backslash: one character of any kind, then the rest of a token. */
    private String characterName() throws IOException {
        source.next();
        int first = source.next();
        if (first == EdnSource.END) {
            throw cutOff("a character after \\");
        }
        return (char) first + source.token();
    }

    private String string() throws IOException {
        source.next();
        text.setLength(0);
        while (true) {
            int c = source.next();
            switch (c) {
                case '"' -> {
                    return text.toString();
                }
                case EdnSource.END -> throw cutOff("\" at the end of the string");
                case '\\' -> text.append(escaped());
                default -> text.append((char) c);
            }
        }
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
            case 'u' -> hexEscape();
            case EdnSource.END -> throw cutOff("\" at the end of the string");
            default -> throw source.expected("one of t r n b f u \\ \" after \\ in a string");
        };
    }

    private char hexEscape() throws IOException {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int c = source.next();
            int digit = c == EdnSource.END || c > 'f' ? -1 : Character.digit(c, 16);
            if (c == EdnSource.END) {
                throw cutOff("four hexadecimal digits after \\u");
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
