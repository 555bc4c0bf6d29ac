package dev.faultline.checkers.linear;

import dev.faultline.checkers.verdict.Witness;
import java.util.List;
import java.util.Map;

/**
 * That something is not linearizable, and no more: what is asked of a check when only the verdict counts.
 *
 * @param violated {@code the history}, or the keys
 */
record Unexplained(List<String> violated) implements Witness {
    Unexplained {
        violated = List.copyOf(violated);
    }

    @Override
    public String summary() {
        return String.join(", ", violated) + (violated.size() == 1 ? " is" : " are") + " not linearizable";
    }

    @Override
    public Map<String, Object> toData() {
        return Map.of("violated", violated);
    }
}
