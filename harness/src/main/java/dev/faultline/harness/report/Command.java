package dev.faultline.harness.report;

import java.util.Optional;
import java.util.regex.Pattern;

/** Commands as a reader pastes them into a shell. */
public final class Command {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private static final Pattern OPTION = Pattern.compile(" (?:--option|-o)[ =][A-Za-z0-9_.,:=-]+(?= |$)");

    private Command() {}

    /** Judges the stored run again. */
    static String analyze(String path) {
        return "./faultline analyze " + quoted(path);
    }

    /** A command shown so that a line may break before an option, never within one. */
    public static void show(Html html, String command) {
        html.open("code");
        String[] parts = command.split(" (?=--)");
        for (int i = 0; i < parts.length; i++) {
            html.text(i == 0 ? "" : " ").leaf("span", parts[i]);
        }
        html.close();
    }

    /** The same test with every option of system and workload at its default; empty when none was set. */
    static Optional<String> withoutOptions(String command) {
        String without = OPTION.matcher(command).replaceAll("");
        return without.equals(command) || without.contains("'") ? Optional.empty() : Optional.of(without);
    }

    /** A word that a POSIX shell reads as itself. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
