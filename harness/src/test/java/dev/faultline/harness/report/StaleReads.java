package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.store.VerdictRecord.Step;
import dev.faultline.harness.store.VerdictRecord.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The first stale read of each key of a synthetic cluster, as a checker would report it. */
final class StaleReads {
    private StaleReads() {}

    static List<Violation> find(Calls calls) {
        List<Violation> found = new ArrayList<>();
        for (String key : calls.keys()) {
            first(calls.ofKey(key)).ifPresent(found::add);
        }
        found.sort(Comparator.comparingLong(Violation::culprit));
        return found;
    }

    private static Optional<Violation> first(List<Call> calls) {
        List<Call> changes = calls.stream()
                .filter(c -> c.written() != null && c.outcome() == Outcome.OK)
                .sorted(Comparator.comparingLong(StaleReads::effect))
                .toList();
        return calls.stream()
                .filter(c -> c.reads() && c.outcome() == Outcome.OK)
                .filter(c -> replacement(c, changes) != null)
                .min(Comparator.comparingLong(Call::completedAt))
                .map(read -> violation(read, calls, changes));
    }

    /** The change after the one that wrote the value, when it was done before the read was asked. */
    private static @Nullable Call replacement(Call read, List<Call> changes) {
        for (int i = 0; i + 1 < changes.size(); i++) {
            if (read.value().equals(changes.get(i).written())) {
                Call next = changes.get(i + 1);
                return next.completedAt() < read.invokedAt() ? next : null;
            }
        }
        return null;
    }

    private static Violation violation(Call read, List<Call> calls, List<Call> changes) {
        Call writer = changes.stream()
                .filter(c -> read.value().equals(c.written()))
                .findFirst()
                .orElseThrow();
        Call replacement = replacement(read, changes);
        if (replacement == null) {
            throw new IllegalStateException("not stale");
        }
        String key = String.valueOf(read.key());
        return new Violation(
                key,
                read.node() + " answered a read of key " + key + " with " + read.value() + ", although "
                        + replacement.written() + " had replaced it "
                        + Figures.duration(read.invokedAt() - replacement.completedAt()) + " earlier.",
                read.completion(),
                List.of(writer.index(), replacement.index(), read.index()),
                order(read, calls),
                "The register holds another value than " + read.value() + ".");
    }

    private static List<Step> order(Call read, List<Call> calls) {
        List<Step> order = new ArrayList<>();
        String value = "nil";
        for (Call c : calls.stream()
                .sorted(Comparator.comparingLong(StaleReads::effect))
                .toList()) {
            if (c.outcome() == Outcome.OK && effect(c) < effect(read)) {
                value = c.written() == null ? value : String.valueOf(c.written());
                order.add(new Step(c.index(), value));
            }
        }
        return order;
    }

    private static long effect(Call call) {
        return call.reads() ? call.invokedAt() : call.invokedAt() + (call.completedAt() - call.invokedAt()) / 2;
    }
}
