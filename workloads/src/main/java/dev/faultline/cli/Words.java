package dev.faultline.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Words that users type: looked up in what there is, with a suggestion when one is misspelt. */
final class Words {
    private Words() {}

    /**
     * The thing of that name.
     *
     * @throws IllegalArgumentException in one line: {@code --workload: no workload "registr". Did you mean register? (...)}
     */
    static <T> T lookUp(String option, String kind, String word, Map<String, T> known) {
        T found = known.get(word);
        if (found == null) {
            throw unknown(option, kind, word, known.keySet());
        }
        return found;
    }

    /** The complaint about a word that is none of the known. */
    static IllegalArgumentException unknown(String option, String kind, String word, Collection<String> known) {
        String hint = nearest(word, known).map(w -> " Did you mean " + w + "?").orElse("");
        return new IllegalArgumentException(option + ": no " + kind + " \"" + word + "\"." + hint + " ("
                + String.join(", ", known.stream().sorted().toList()) + ")");
    }

    /** Things by the name they give themselves. */
    static <T> Map<String, T> byName(List<T> things, java.util.function.Function<T, String> name) {
        Map<String, T> map = new TreeMap<>();
        things.forEach(thing -> map.put(name.apply(thing), thing));
        return map;
    }

    private static Optional<String> nearest(String word, Collection<String> known) {
        String typed = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(k -> distance(typed, k) <= Math.max(1, k.length() / 3))
                .min(Comparator.comparingInt(k -> distance(typed, k)));
    }

    /** Insertions, deletions and substitutions that turn one word into the other (Levenshtein 1965). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substituted, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
