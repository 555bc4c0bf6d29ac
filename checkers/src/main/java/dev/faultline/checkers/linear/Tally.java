package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges one key after the other, and sums up. */
final class Tally<S extends Model<S>> {
    /** Of so many bad keys it is told how stale their reads were. */
    private static final int KEYS_TIMED = 3;

    private final Decider<S> decider;
    private final boolean explained;
    private final Merge merge = new Merge();
    private final List<Verdict> undecided = new ArrayList<>();
    private final List<Violation<S>> violations = new ArrayList<>();
    private final List<String> violated = new ArrayList<>();
    private final Map<String, Object> verdicts = new LinkedHashMap<>();
    private final Set<String> algorithms = new TreeSet<>();
    private final Set<String> causes = new TreeSet<>();
    private final List<String> staleness = new ArrayList<>();
    private long steps;
    private long peakBytes;

    /** @param explained whether a violation is to be located and made small, which costs more than to find it */
    Tally(Decider<S> decider, boolean explained) {
        this.decider = decider;
        this.explained = explained;
    }

    /** @param key as EDN; null when the history is of one object */
    void judge(@Nullable String key, List<Operation> operations) {
        Decider.Decision decision = decider.decide(operations);
        algorithms.add(decision.algorithm());
        steps += decision.result().steps();
        peakBytes = Math.max(peakBytes, decision.peakBytes());
        String word = "valid";
        if (decision.result() instanceof Search.Found found) {
            merge.add(found, operations);
        } else if (decision.result() instanceof Search.Exhausted exhausted) {
            undecided.add(new Unknown((key == null ? "" : "key " + key + ": ") + exhausted.cause()));
            causes.add(exhausted.kind().word());
            word = "unknown";
        } else if (decision.result() instanceof Search.Impossible impossible) {
            violated.add(key == null ? "the history" : "key " + key);
            if (explained) {
                violations.add(Violation.locate(key, operations, impossible, decider));
                addStaleness(key, operations);
            }
            word = "invalid";
        }
        if (key != null) {
            verdicts.put(key, word);
        }
    }

    private void addStaleness(@Nullable String key, List<Operation> operations) {
        StaleReads stale = violations.size() > KEYS_TIMED ? null : StaleReads.of(operations, decider);
        if (stale != null && !stale.told().isEmpty()) {
            staleness.add((key == null ? "" : "key " + key + ": ") + stale.told());
        }
    }

    Verdict verdict() {
        if (!violated.isEmpty()) {
            return explained ? Violation.explain(violations) : new Invalid(new Unexplained(violated));
        }
        return undecided.isEmpty() ? merge.valid() : Verdict.compose(undecided);
    }

    void tell(Map<String, Object> details) {
        details.put("algorithm", String.join(" ", algorithms));
        details.put("steps", steps);
        details.put("peakBytes", peakBytes);
        if (!causes.isEmpty()) {
            details.put("cause", String.join(" ", causes));
        }
        if (!staleness.isEmpty()) {
            details.put("staleness", String.join("; ", staleness));
        }
        if (!verdicts.isEmpty()) {
            details.put("verdicts", verdicts);
        }
    }
}
