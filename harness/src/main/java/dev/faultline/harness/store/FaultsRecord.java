package dev.faultline.harness.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code faults.json}: every fault of the run with its evidence, and how the cluster came back. Written anew at each change. All
 * times are nanoseconds of the history's clock.
 *
 * @param faults in the order of injection
 * @param recovery after the last heal; null while the run goes on
 * @param incidents what happened to the cluster that nobody asked for, one sentence each; any makes the run UNKNOWN
 */
public record FaultsRecord(List<Window> faults, @Nullable Recovery recovery, List<String> incidents) {
    public FaultsRecord {
        faults = List.copyOf(faults);
        incidents = List.copyOf(incidents);
    }

    /**
     * One fault. Its window runs from {@code injectStart} to {@code healEnd}, the unproved margins included; within it the fault
     * is proved to have been in force from {@code proof.from} to {@code proof.to}.
     *
     * @param name F1, F2 ... as the report calls it
     * @param kind {@code partition}, {@code kill}, {@code pause}, {@code slow}, {@code loss}
     * @param shape within the kind: {@code one}, {@code halves}, {@code majority}, {@code one-way}, {@code link}, {@code client}
     * @param summary what was done to whom, short: {@code cut n3 | n1 n2 n4 n5}
     * @param targets nodes that were hit
     * @param links directed links that were hit, as [from, to]
     * @param sides for a partition, the groups of nodes; a group may talk within itself. Empty where a cut makes no groups
     * @param leaders nodes that led when the fault was injected, as far as known
     * @param majority nodes that ran while it lasted and were each in a mutually connected majority; empty when there was none
     * @param injectStart when the first command was given
     * @param injectEnd when the fault stood everywhere
     * @param healStart null while in force
     * @param healEnd when the heal was confirmed; null when it never was
     * @param healAttempts 1 when the first heal took
     * @param proof null when none could be taken
     * @param error what went wrong in injecting, healing or proving
     */
    public record Window(
            String name,
            String kind,
            String shape,
            String summary,
            List<String> targets,
            List<List<String>> links,
            List<List<String>> sides,
            List<String> leaders,
            List<String> majority,
            long injectStart,
            @Nullable Long injectEnd,
            @Nullable Long healStart,
            @Nullable Long healEnd,
            int healAttempts,
            @Nullable Proof proof,
            @Nullable String error) {}

    /**
     * Evidence that a fault took effect.
     *
     * @param from since when it is proved
     * @param to until when
     * @param summary the proof in one sentence with its numbers
     * @param method how it was measured
     * @param measurements every number; for a partition {@code datagrams}: a map from {@code "n1->n2"} to {@code {before: [arrived, sent],
     *     during: [...], after: [...]}}
     */
    public record Proof(
            boolean proved, long from, long to, String method, String summary, Map<String, Object> measurements) {}

    /**
     * How the cluster came back after the last heal.
     *
     * @param recoveredAt null when it did not within the time allowed
     * @param criterion what the system calls recovered
     * @param detail what was seen
     */
    public record Recovery(long healedAt, @Nullable Long recoveredAt, String criterion, String detail) {}
}
