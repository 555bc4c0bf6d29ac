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
 * @param command runs it again
 * @param seconds of this machine that it took, judging included
 * @param folder where it is kept; null when it was not
 */
public record Outcome(
        long seed,
        String verdict,
        String sentence,
        List<String> violated,
        String command,
        double seconds,
        @Nullable Path folder) {
    public Outcome {
        violated = List.copyOf(violated);
    }

    static Outcome judged(long seed, VerdictRecord verdict, String command, double seconds) {
        List<String> violated = verdict.findings().stream()
                .filter(found -> found.verdict().equals("invalid"))
                .map(VerdictRecord.Found::checker)
                .toList();
        return new Outcome(seed, verdict.verdict(), verdict.sentence(), violated, command, seconds, null);
    }

    static Outcome crashed(long seed, Throwable failure, String command, double seconds) {
        return new Outcome(seed, "crashed", String.valueOf(failure), List.of(), command, seconds, null);
    }

    Outcome keptIn(Path kept) {
        return new Outcome(seed, verdict, sentence, violated, command, seconds, kept);
    }
}
