package dev.faultline.replay;

import java.util.ArrayList;
import java.util.List;

/** A command's words as a POSIX shell would take them apart: quotes and backslashes only, nothing is expanded. */
final class ShellWords {
    private static final char NONE = 0;

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    /** A word may be empty, when it is two quotes. */
    private boolean begun;

    private char quote = NONE;
    private boolean escaped;

    private ShellWords() {}

    /** @throws IllegalArgumentException when a quote is open at the end */
    static List<String> of(String command) {
        ShellWords words = new ShellWords();
        command.chars().forEach(c -> words.take((char) c));
        if (words.quote != NONE || words.escaped) {
            throw new IllegalArgumentException("a quote is open at the end of: " + command);
        }
        words.end();
        return List.copyOf(words.words);
    }

    private void take(char c) {
        if (escaped) {
            if (quote == '"' && c != '"' && c != '\\' && c != '$' && c != '`') {
                word.append('\\');
            }
            word.append(c);
            escaped = false;
        } else if (c == '\\' && quote != '\'') {
            escaped = true;
            begun = true;
        } else if (quote != NONE) {
            inQuotes(c);
        } else if (c == '\'' || c == '"') {
            quote = c;
            begun = true;
        } else if (Character.isWhitespace(c)) {
            end();
        } else {
            word.append(c);
            begun = true;
        }
    }

    private void inQuotes(char c) {
        if (c == quote) {
            quote = NONE;
        } else {
            word.append(c);
        }
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
