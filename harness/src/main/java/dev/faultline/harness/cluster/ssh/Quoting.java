package dev.faultline.harness.cluster.ssh;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words made safe for a POSIX shell, which sees each as one word with exactly these characters. */
final class Quoting {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Quoting() {}

    static String word(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no argument of a process can hold a NUL character");
        }
        // Nothing is special between single quotes but the single quote itself: '\'' ends, escapes one, and begins
        // again.
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    static String command(List<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command has at least one word");
        }
        return words.stream().map(Quoting::word).collect(Collectors.joining(" "));
    }
}
