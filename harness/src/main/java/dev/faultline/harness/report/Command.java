package dev.faultline.harness.report;

import java.util.regex.Pattern;

/** Commands as a reader pastes them into a shell. */
final class Command {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private Command() {}

    /** Judges the stored run again. */
    static String analyze(String path) {
        return "./faultline analyze " + quoted(path);
    }

    /** A command shown so that a line may break before an option, never within one. */
    static void show(Html html, String command) {
        html.open("code");
        String[] parts = command.split(" (?=--)");
        for (int i = 0; i < parts.length; i++) {
            html.text(i == 0 ? "" : " ").leaf("span", parts[i]);
        }
        html.close();
    }

    /** A word that a POSIX shell reads as itself. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
