package dev.faultline.harness.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code verdict.json}: what the checkers found. The same history makes the same file to the byte, but for {@code checkMillis}.
 *
 * @param verdict {@code valid}, {@code invalid} or {@code unknown}: the worst of the findings
 * @param sentence the verdict's reason, in one sentence
 * @param story further sentences: what happened, to what extent, under which fault
 * @param findings one per checker
 * @param violations earliest first; empty unless invalid
 * @param operations per function: ok, fail, info
 * @param checkMillis how long the checking took on this machine: the only field in which verdicts of one history differ
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
     * One violation: a key whose operations fit no order, or whatever else a checker found impossible. Of all but the first only key,
     * sentence and culprit are kept.
     *
     * @param key as recorded, null when the history has one object
     * @param sentence what is impossible, in one sentence
     * @param culprit history index of the completion at which the shortest bad prefix ends, or of the first operation that went wrong
     * @param core history indices of the invocations of a minimal set of operations that cannot be ordered
     * @param order the longest order that fits, the last operations of it: each with the object's value after it
     * @param deadEnd why the culprit does not fit after that order
     * @param cited the operations that the checker speaks of, where it is not about an order of them
     */
    public record Violation(
            @Nullable String key,
            String sentence,
            long culprit,
            List<Long> core,
            List<Step> order,
            String deadEnd,
            List<Cited> cited) {

        @JsonCreator
        public Violation {
            cited = cited == null ? List.of() : List.copyOf(cited); // files of older versions have none
        }

        /** About an order of operations. */
        public Violation(
                @Nullable String key,
                String sentence,
                long culprit,
                List<Long> core,
                List<Step> order,
                String deadEnd) {
            this(key, sentence, culprit, core, order, deadEnd, List.of());
        }
    }

    /** One operation of an order, and the object's value after it. */
    public record Step(long invocation, String value) {}

    /**
     * An operation with its part in a violation.
     *
     * @param invocation its history index
     * @param role in a few words
     * @param culprit whether it went wrong itself
     */
    public record Cited(long invocation, String role, boolean culprit) {}
}
