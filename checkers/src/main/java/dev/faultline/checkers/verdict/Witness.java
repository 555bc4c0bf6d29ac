package dev.faultline.checkers.verdict;

import java.util.List;
import java.util.Map;

/**
 * Why a history is invalid. {@code toString()} tells the whole story in a few lines.
 *
 * <p>Verdict and report are made of {@link #summary}, {@link #story} and {@link #cited}: a checker that fills these three needs to
 * know nothing of either.
 */
public interface Witness {
    /** One sentence without a line break: what is impossible. */
    String summary();

    /** Sentences that follow it, one a line: why, and to what extent. Which faults were in force is added by who knows them. */
    default List<String> story() {
        return List.of();
    }

    /** The operations that it speaks of, in the order in which a reader wants them. */
    default List<Cited> cited() {
        return List.of();
    }

    /** The same as data: strings, numbers, booleans, lists and string-keyed maps, ready for JSON or EDN. */
    Map<String, Object> toData();
}
