package dev.faultline.harness.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code verdict.json}: what the checkers found.
 *
 * @param verdict {@code valid}, {@code invalid} or {@code unknown}: the worst of the findings
 * @param sentence the verdict's reason, in one sentence
 * @param story further sentences: what happened, to what extent, under which fault
 * @param findings one per checker
 * @param violations earliest first; empty unless invalid
 * @param operations per function: ok, fail, info
 * @param checkMillis how long the checking took
 */
public record VerdictRecord(
        String verdict,
        String sentence,
        List<String> story,
        List<Found> findings,
        List<Violation> violations,
        Map<String, Counts> operations,
        long checkMillis) {

    /** One checker's part. */
    public record Found(String checker, String verdict, String sentence, Map<String, Object> details) {}

    /** How invocations of one function ended. */
    public record Counts(long ok, long fail, long info) {
        public long total() {
            return ok + fail + info;
        }
    }

    /**
     * One key whose operations fit no order. Of all but the first only key, sentence and culprit are kept.
     *
     * @param key as recorded, null when the history has one object
     * @param sentence what is impossible, in one sentence
     * @param culprit history index of the completion at which the shortest bad prefix ends
     * @param core history indices of the invocations of a minimal set of operations that cannot be ordered
     * @param order the longest order that fits, the last operations of it: each with the object's value after it
     * @param deadEnd why the culprit does not fit after that order
     */
    public record Violation(
            @Nullable String key, String sentence, long culprit, List<Long> core, List<Step> order, String deadEnd) {}

    /** One operation of an order, and the object's value after it. */
    public record Step(long invocation, String value) {}
}
