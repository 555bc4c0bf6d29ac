package dev.faultline.harness.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words that users type: looked up in what there is, with a suggestion when one is misspelt. */
public final class Words {
    private Words() {}

    /**
     * The thing of that name.
     *
     * @throws IllegalArgumentException in one line: {@code --workload: no workload "registr". Did you mean register? (...)}
     */
    public static <T> T lookUp(String option, String kind, String word, Map<String, T> known) {
        T found = known.get(word);
        if (found == null) {
            throw unknown(option, kind, word, known.keySet());
        }
        return found;
    }

    /** The complaint about a word that is none of the known. */
    public static IllegalArgumentException unknown(String option, String kind, String word, Collection<String> known) {
        String hint = nearest(word, known).map(w -> " Did you mean " + w + "?").orElse("");
        return new IllegalArgumentException(option + ": no " + kind + " \"" + word + "\"." + hint + " ("
                + String.join(", ", known.stream().sorted().toList()) + ")");
    }

    /** Things by the name they give themselves. */
    public static <T> Map<String, T> byName(List<T> things, java.util.function.Function<T, String> name) {
        Map<String, T> map = new TreeMap<>();
        things.forEach(thing -> map.put(name.apply(thing), thing));
        return map;
    }

    /** The words of a comma-separated list. */
    public static List<String> list(String text) {
        return Stream.of(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** A command of these words, as a POSIX shell takes it apart. */
    public static String inShell(List<String> words) {
        return words.stream().map(Words::inShell).collect(Collectors.joining(" "));
    }

    /** A word that a POSIX shell reads as itself. */
    public static String inShell(String word) {
        return word.matches("[\\w./:@%+=,-][\\w./:@%+=,#-]*") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static Optional<String> nearest(String word, Collection<String> known) {
        String typed = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(k -> distance(typed, k) <= Math.max(1, k.length() / 3))
                .min(Comparator.comparingInt(k -> distance(typed, k)));
    }

    /**
     * Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other, no letter touched twice
     * (Damerau 1964, Levenshtein 1965).
     */
    static int distance(String a, String b) {
        int[][] least = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                int substituted = least[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                least[i][j] = Math.min(substituted, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
                }
            }
        }
        return least[a.length()][b.length()];
    }
}
