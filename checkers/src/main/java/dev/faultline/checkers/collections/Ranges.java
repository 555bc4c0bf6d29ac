package dev.faultline.checkers.collections;

import dev.faultline.checkers.history.Edn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Many elements in few words: {@code 3 7..19 22}. */
final class Ranges {
    private static final int RANGES_MAX = 8;

    private Ranges() {}

    /** Whole numbers in order, those that follow each other as a range; anything else after them, one by one. */
    static String of(List<? extends @Nullable Object> elements) {
        List<Long> numbers = elements.stream()
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .sorted()
                .distinct()
                .toList();
        List<String> words = new ArrayList<>();
        for (int from = 0, to; from < numbers.size(); from = to + 1) {
            to = from;
            while (to + 1 < numbers.size() && numbers.get(to + 1) == numbers.get(to) + 1) {
                to++;
            }
            words.add(from == to ? numbers.get(from).toString() : numbers.get(from) + ".." + numbers.get(to));
        }
        elements.stream()
                .filter(element -> !(element instanceof Long))
                .map(Edn::print)
                .forEach(words::add);
        return words.size() <= RANGES_MAX
                ? String.join(" ", words)
                : String.join(" ", words.subList(0, RANGES_MAX)) + " ..";
    }
}
