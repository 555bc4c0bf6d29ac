package dev.faultline.trial;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code trial.json}: how the harness did on clusters whose mistakes are known.
 *
 * @param startedAt the date, as ISO 8601 has it
 * @param version of Faultline
 * @param programVersion of the node programs
 * @param seconds that it took
 * @param cores that it had
 * @param bugs one for each planted bug
 * @param correct one for each correct configuration
 */
public record TrialRecord(
        String startedAt,
        String version,
        String programVersion,
        double seconds,
        int cores,
        List<BugTrial> bugs,
        List<CorrectTrial> correct) {
    public TrialRecord {
        bugs = List.copyOf(bugs);
        correct = List.copyOf(correct);
    }

    /**
     * The search for one planted bug.
     *
     * @param breaks what it breaks, in one line
     * @param workload that must see it
     * @param checker that must see it
     * @param faults that were injected
     * @param found whether that checker saw it
     * @param seed the first in order that it was seen with; null when none was
     * @param seedsTried how many runs were made
     * @param seconds until it was found, or given up
     * @param seenBy the checkers that saw a violation
     * @param sentence what was seen
     * @param report of that run, from where the trial's page is; null for none
     * @param command makes that run again
     * @param control the same seeds without the bug
     */
    public record BugTrial(
            String bug,
            String breaks,
            String workload,
            String checker,
            String faults,
            boolean found,
            @Nullable Long seed,
            int seedsTried,
            double seconds,
            List<String> seenBy,
            @Nullable String sentence,
            @Nullable String report,
            String command,
            Control control) {}

    /** Runs without the bug, by verdict. */
    public record Control(int seeds, int valid, int invalid, int unknown) {}

    /**
     * Runs of one correct configuration.
     *
     * @param vacuous those that were called valid though some kind of operation never succeeded, or a fault had no evidence
     * @param crashed those in which the harness failed
     * @param failures those that are not valid
     */
    public record CorrectTrial(
            String name,
            String workload,
            String faults,
            int runs,
            int valid,
            int invalid,
            int unknown,
            int vacuous,
            int crashed,
            long operations,
            long faultsProved,
            double seconds,
            List<Failure> failures) {}

    /** A run of a correct configuration that is not valid. */
    public record Failure(
            long seed,
            String verdict,
            String sentence,
            String command,
            @Nullable String report) {}

    /** How many planted bugs were found by the checker that must see them. */
    public long found() {
        return bugs.stream().filter(BugTrial::found).count();
    }

    /** Runs without a bug that were called invalid. */
    public long falseAlarms() {
        return bugs.stream().mapToLong(bug -> bug.control().invalid()).sum()
                + correct.stream().mapToLong(CorrectTrial::invalid).sum();
    }

    /** Whether every bug was found, and every run without one is valid and proves something. */
    public boolean passed() {
        return found() == bugs.size()
                && bugs.stream()
                        .allMatch(bug -> bug.control().valid() == bug.control().seeds())
                && correct.stream().allMatch(c -> c.valid() == c.runs() && c.vacuous() == 0);
    }
}
