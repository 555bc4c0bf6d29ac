package dev.faultline.checkers.verdict;

import dev.faultline.checkers.history.History;
import java.util.Map;

/** A pure function from a history to a verdict: no clock, no input or output, no randomness. */
@FunctionalInterface
public interface Checker {
    Verdict check(History history);

    /** What findings call this checker: lower case, with hyphens. */
    default String name() {
        return "checker";
    }

    /**
     * What holds of the operations when the verdict is valid, to end a sentence that begins "4 of 5 operations succeeded and", such as
     * "are linearizable".
     */
    default String claim() {
        return "satisfy the checker " + name();
    }

    /** The verdict under this checker's name, with what else it learned. */
    default Finding find(History history) {
        return new Finding(name(), check(history), Map.of());
    }
}
