package dev.faultline.sweep;

import dev.faultline.harness.store.VerdictRecord;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one run of many came out.
 *
 * @param verdict {@code valid}, {@code invalid}, {@code unknown} or {@code crashed}
 * @param sentence the verdict's reason
 * @param violated the checkers that found a violation
 * @param operations of clients
 * @param faultsProved how many faults were
 * @param vacuous whether some kind of operation never succeeded, or no fault of those injected is proved
 * @param command runs it again
 * @param seconds of this machine that it took, judging included
 * @param folder where it is kept; null when it was not
 */
public record Outcome(
        long seed,
        String verdict,
        String sentence,
        List<String> violated,
        long operations,
        long faultsProved,
        boolean vacuous,
        String command,
        double seconds,
        @Nullable Path folder) {
    public Outcome {
        violated = List.copyOf(violated);
    }

    static Outcome judged(long seed, VerdictRecord verdict, boolean faulted, String command, double seconds) {
        List<String> violated = verdict.findings().stream()
                .filter(found -> found.verdict().equals("invalid"))
                .map(VerdictRecord.Found::checker)
                .toList();
        long operations = verdict.operations().values().stream()
                .mapToLong(VerdictRecord.Counts::total)
                .sum();
        boolean vacuous = verdict.operations().isEmpty()
                || verdict.operations().values().stream().anyMatch(counts -> counts.ok() == 0)
                || (faulted && proved(verdict) == 0);
        return new Outcome(
                seed,
                verdict.verdict(),
                verdict.sentence(),
                violated,
                operations,
                proved(verdict),
                vacuous,
                command,
                seconds,
                null);
    }

    private static long proved(VerdictRecord verdict) {
        return verdict.findings().stream()
                .map(found -> found.details().get("faults proved"))
                .filter(Number.class::isInstance)
                .mapToLong(count -> ((Number) count).longValue())
                .sum();
    }

    static Outcome crashed(long seed, Throwable failure, String command, double seconds) {
        return new Outcome(seed, "crashed", String.valueOf(failure), List.of(), 0, 0, true, command, seconds, null);
    }

    Outcome keptIn(Path kept) {
        return new Outcome(
                seed, verdict, sentence, violated, operations, faultsProved, vacuous, command, seconds, kept);
    }
}
