package dev.faultline.harness.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How soon nodes noticed that their leader had failed and had another one, as they said themselves, in {@code metrics.json}. Durations
 * are nanoseconds.
 *
 * @param faults a row per fault, in the order of injection
 * @param suspicions how many times any node suspected another, in the whole run
 * @param falseSuspicions how many of these were wrong: the suspected node ran, was not paused, and no fault cut it off from who
 *     suspected it, which was itself neither down nor paused
 */
public record ElectionFigures(List<OfFault> faults, long suspicions, long falseSuspicions) {
    public ElectionFigures {
        faults = faults == null ? List.of() : List.copyOf(faults);
    }

    /** The row of a fault by its name; null when there is none. */
    public @Nullable OfFault of(String fault) {
        return faults.stream().filter(f -> f.fault().equals(fault)).findFirst().orElse(null);
    }

    /**
     * One fault, up to the next.
     *
     * @param hit the leader that it took away from the majority; null when it took none
     * @param suspectedBy who suspected that leader first; null when nobody did
     * @param detection from when the fault stood until then
     * @param leader who led next; null when nobody did
     * @param election from the first suspicion until then; null without a suspicion
     * @param falseSuspicions as for the whole run
     */
    public record OfFault(
            String fault,
            @Nullable String hit,
            @Nullable String suspectedBy,
            @Nullable Long detection,
            @Nullable String leader,
            @Nullable Long election,
            long falseSuspicions) {
        public OfFault {
            requireNonNull(fault, "fault is missing");
        }
    }
}
