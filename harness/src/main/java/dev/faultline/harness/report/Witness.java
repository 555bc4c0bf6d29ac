package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.store.VerdictRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One violation with the calls it speaks of.
 *
 * @param calls all of the key, in order of invocation
 * @param culprit the call after which no order is left
 * @param steps the minimal set that cannot be ordered, by the time each was known; the culprit is the last
 * @param order the end of the longest order that fits
 */
record Witness(
        VerdictRecord.Violation violation, List<Call> calls, Call culprit, List<Call> steps, List<Placed> order) {

    /** A call in an order, with the object's value after it. */
    record Placed(Call call, String value) {}

    static Witness of(RunData run, VerdictRecord.Violation violation) {
        List<Call> calls = run.calls().ofKey(violation.key());
        Call culprit = calls.stream()
                .filter(c -> c.completion() == violation.culprit() || c.index() == violation.culprit())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the history has no operation with index " + violation.culprit() + " on this key"));
        List<Call> steps = new ArrayList<>(violation.core().stream()
                .map(run.calls()::invokedAtIndex)
                .filter(Objects::nonNull)
                .filter(c -> c.index() != culprit.index())
                .sorted(Comparator.comparingLong(Witness::known))
                .toList());
        steps.add(culprit);
        List<Placed> order = new ArrayList<>();
        for (VerdictRecord.Step step : violation.order()) {
            Call call = run.calls().invokedAtIndex(step.invocation());
            if (call != null) {
                order.add(new Placed(call, step.value()));
            }
        }
        return new Witness(violation, calls, culprit, steps, order);
    }

    /** When the violation was complete. */
    long at() {
        return culprit.completedAt() == Call.NEVER ? culprit.invokedAt() : culprit.completedAt();
    }

    /** Its number on the page, or 0. */
    int step(Call call) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).index() == call.index()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The step that was done last before the culprit was asked. */
    Optional<Call> before() {
        return steps.stream()
                .filter(c -> c.certainAt() <= culprit.invokedAt() && c.index() != culprit.index())
                .max(Comparator.comparingLong(Call::completedAt));
    }

    /** The fault that was in force, one that separated or hit the culprit's node first. */
    @Nullable
    FaultSpan fault(List<FaultSpan> faults) {
        return faults.stream()
                .filter(f -> f.covers(culprit.invokedAt()))
                .max(Comparator.comparingInt(f -> relevance(f)))
                .orElse(null);
    }

    String subject() {
        return violation.key() == null ? "the object" : "key " + Shown.value(key(violation.key()));
    }

    /** A key that is recorded as a quoted string, without its quotes. */
    static String key(String recorded) {
        boolean quoted = recorded.length() > 1 && recorded.startsWith("\"") && recorded.endsWith("\"");
        return quoted ? recorded.substring(1, recorded.length() - 1) : recorded;
    }

    private int relevance(FaultSpan span) {
        boolean hit = span.fault().targets().contains(culprit.node())
                || span.fault().sides().stream().anyMatch(side -> side.contains(culprit.node()));
        return (hit ? 2 : 0) + (span.proved() ? 1 : 0);
    }

    private static long known(Call call) {
        return call.completedAt() == Call.NEVER || call.outcome() != Outcome.OK ? call.invokedAt() : call.completedAt();
    }
}
