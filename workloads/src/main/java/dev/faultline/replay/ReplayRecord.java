package dev.faultline.replay;

import static java.util.Objects.requireNonNull;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.systems.leader.ProgramVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code replay.json}: what makes a simulated run again, and what must come out of it.
 *
 * @param programVersion of the node programs that ran
 * @param version of Faultline
 * @param words the command that makes it again
 * @param faults as they were injected, in the form of {@code schedule.json}
 * @param operations what clients asked, in order
 * @param historySha256 of {@code history.edn}, in hexadecimal
 * @param verdict {@code invalid} or {@code unknown}
 * @param sentence the verdict's reason
 */
public record ReplayRecord(
        long seed,
        String programVersion,
        String version,
        List<String> words,
        List<Map<String, Object>> faults,
        List<Asked> operations,
        String historySha256,
        String verdict,
        String sentence,
        List<Violated> violations) {
    public ReplayRecord {
        requireNonNull(programVersion, "programVersion is missing");
        requireNonNull(version, "version is missing");
        words = List.copyOf(requireNonNull(words, "words are missing"));
        faults = List.copyOf(requireNonNull(faults, "faults are missing"));
        operations = List.copyOf(requireNonNull(operations, "operations are missing"));
        requireNonNull(historySha256, "historySha256 is missing");
        requireNonNull(verdict, "verdict is missing");
        requireNonNull(sentence, "sentence is missing");
        violations = List.copyOf(requireNonNull(violations, "violations are missing"));
    }

    /**
     * An invocation.
     *
     * @param time nanoseconds of the history's clock
     * @param value as EDN
     */
    public record Asked(long time, String process, String function, String value) {}

    /**
     * A violation by its witness.
     *
     * @param key null when the history has one object
     * @param culprit its history index
     * @param core history indices of the minimal set that fits no order
     */
    public record Violated(@Nullable String key, long culprit, List<Long> core) {
        public Violated {
            core = List.copyOf(requireNonNull(core, "core is missing"));
        }
    }

    /** The part of {@code schedule.json} that is kept. */
    private record Schedule(List<Map<String, Object>> faults) {}

    /**
     * Of a run that is over and judged.
     *
     * @param words the command that makes it again
     * @throws IllegalArgumentException when a file of the run is missing or damaged, in one line
     */
    static ReplayRecord of(RunFolder run, List<String> words) {
        TestRecord test = Json.read(run.test(), TestRecord.class);
        VerdictRecord verdict = Json.read(run.verdict(), VerdictRecord.class);
        return new ReplayRecord(
                test.seed(),
                ProgramVersion.current(),
                test.faultline(),
                words,
                Json.read(run.schedule(), Schedule.class).faults(),
                asked(Histories.read(run.history())),
                sha256(run.history()),
                verdict.verdict(),
                verdict.sentence(),
                verdict.violations().stream()
                        .map(v -> new Violated(v.key(), v.culprit(), v.core()))
                        .toList());
    }

    /**
     * The record that was written.
     *
     * @throws IllegalArgumentException when it is not there or damaged, in one line
     */
    public static ReplayRecord read(Path file) {
        return Json.read(file, ReplayRecord.class);
    }

    private static List<Asked> asked(History history) {
        return history.operations().stream()
                .map(o -> new Asked(o.invokedAt(), o.process().toString(), o.function(), Edn.print(o.argument())))
                .toList();
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
