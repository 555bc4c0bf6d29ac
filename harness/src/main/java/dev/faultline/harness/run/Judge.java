package dev.faultline.harness.run;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryFormatException;
import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Recovered;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Judgement;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.report.Report;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.store.VerdictRecord.Counts;
import dev.faultline.harness.store.VerdictRecord.Found;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges a stored run from its files alone, and writes the verdict and the report beside them. */
public final class Judge {
    private static final Logger LOG = LoggerFactory.getLogger(Judge.class);

    private final SystemUnderTest system;
    private final Workload<?> workload;
    private final Options options;
    private final Clock clock;

    public Judge(SystemUnderTest system, Workload<?> workload, Options options, Clock clock) {
        this.system = system;
        this.workload = workload;
        this.options = options;
        this.clock = clock;
    }

    /**
     * Judges the run and writes verdict, results, metrics and report into its folder.
     *
     * @throws IllegalArgumentException when a file of the run is damaged, in one line
     */
    public VerdictRecord judge(RunFolder folder) {
        TestRecord test = Json.read(folder.test(), TestRecord.class);
        FaultsRecord faults = Files.exists(folder.faults())
                ? Json.read(folder.faults(), FaultsRecord.class)
                : new FaultsRecord(List.of(), null, List.of());
        History history = history(folder.history());
        long began = clock.nanos();
        Judgement judgement = new Judgement(List.of(
                        workload.checker(options).find(history)))
                .with(vacuity(test, history, faults));
        long millis = (clock.nanos() - began) / 1_000_000;
        VerdictRecord verdict = record(judgement, history, faults, millis);
        Json.write(folder.verdict(), verdict);
        Json.write(folder.metrics(), Metrics.of(history, faults));
        write(folder.results(), Edn.print(edn(verdict)) + "\n");
        write(folder.replay(), "#!/bin/sh\n# Runs the same test again, from the top of the project.\nexec " + test.command() + " \"$@\"\n");
        draw(folder);
        return verdict;
    }

    private static History history(Path file) {
        try {
            Recovered recovered = History.recover(file);
            recovered.dropped().ifPresent(torn -> LOG.warn("{}: {}", file, torn));
            return recovered.history();
        } catch (HistoryFormatException e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Finding vacuity(TestRecord test, History history, FaultsRecord faults) {
        List<String> causes = Vacuity.causes(test, history, faults);
        Verdict verdict = causes.isEmpty() ? Verdict.valid() : new Unknown(String.join("; ", causes));
        return new Finding("proof", verdict, Map.of("causes", causes));
    }

    private VerdictRecord record(Judgement judgement, History history, FaultsRecord faults, long millis) {
        Verdict verdict = judgement.verdict();
        Map<String, Counts> counts = counts(history);
        List<Found> found = judgement.findings().stream()
                .map(f -> new Found(f.checker(), f.verdict().word(), reason(f.verdict()), f.details()))
                .toList();
        if (verdict instanceof Invalid invalid && invalid.witness() instanceof LinearizabilityWitness witness) {
            History narrowed = Narrowing.toProvedCuts(history, faults, workload.reads());
            Verdict again = workload.checker(options).check(narrowed);
            return again instanceof Invalid clearer && clearer.witness() instanceof LinearizabilityWitness clear
                    ? invalid(clear, narrowed, faults, found, counts, millis)
                    : invalid(witness, history, faults, found, counts, millis);
        }
        String sentence = verdict instanceof Valid ? survived(history, counts, faults) : reason(verdict);
        return new VerdictRecord(verdict.word(), sentence, List.of(), found, List.of(), counts, millis);
    }

    private static VerdictRecord invalid(
            LinearizabilityWitness witness,
            History history,
            FaultsRecord faults,
            List<Found> found,
            Map<String, Counts> counts,
            long millis) {
        return new VerdictRecord(
                "invalid",
                Story.sentence(witness),
                Story.rest(witness, faults),
                found,
                List.of(violation(witness, history)),
                counts,
                millis);
    }

    private static String reason(Verdict verdict) {
        if (verdict instanceof Invalid invalid) {
            return invalid.witness() instanceof LinearizabilityWitness witness
                    ? Story.sentence(witness)
                    : invalid.witness().summary();
        }
        return verdict instanceof Unknown unknown ? unknown.cause() : "";
    }

    private static String survived(History history, Map<String, Counts> counts, FaultsRecord faults) {
        long ok = counts.values().stream().mapToLong(Counts::ok).sum();
        Map<String, Integer> kinds = new TreeMap<>();
        faults.faults().forEach(window -> kinds.merge(window.kind(), 1, Integer::sum));
        String through = kinds.isEmpty()
                ? "with no fault injected"
                : "through " + String.join(", ", kinds.entrySet().stream().map(e -> e.getValue() + " " + e.getKey()).toList())
                        + (faults.faults().size() == 1 ? ", proved" : ", all proved");
        return String.format(Locale.ROOT, "%,d of %,d operations succeeded and fit one order, %s", ok, history.operations().size(), through);
    }

    private static VerdictRecord.Violation violation(LinearizabilityWitness witness, History history) {
        List<VerdictRecord.Step> order = witness.longestOrder().stream()
                .map(placed -> new VerdictRecord.Step(
                        history.event(placed.operation().invokedRank()).index(), placed.stateAfter()))
                .toList();
        return new VerdictRecord.Violation(
                witness.key(),
                Story.sentence(witness),
                history.event(witness.misfit().completedRank()).index(),
                witness.core().stream()
                        .map(operation -> history.event(operation.invokedRank()).index())
                        .toList(),
                order,
                witness.deadEnd());
    }

    private static Map<String, Counts> counts(History history) {
        Map<String, Counts> counts = new TreeMap<>();
        for (Operation operation : history.operations()) {
            Counts one =
                    switch (operation.outcome()) {
                        case OK -> new Counts(1, 0, 0);
                        case FAIL -> new Counts(0, 1, 0);
                        case INFO -> new Counts(0, 0, 1);
                    };
            counts.merge(
                    operation.function(),
                    one,
                    (a, b) -> new Counts(a.ok() + b.ok(), a.fail() + b.fail(), a.info() + b.info()));
        }
        return counts;
    }

    /** The verdict as Jepsen's tools read it: {@code :valid?} is true, false or :unknown. */
    private static Map<Object, Object> edn(VerdictRecord verdict) {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(Keyword.of("valid?"), valid(verdict.verdict()));
        map.put(Keyword.of("reason"), verdict.sentence());
        for (Found found : verdict.findings()) {
            Map<Object, Object> part = new LinkedHashMap<>();
            part.put(Keyword.of("valid?"), valid(found.verdict()));
            if (!found.sentence().isEmpty()) {
                part.put(Keyword.of("reason"), found.sentence());
            }
            map.put(Keyword.of(found.checker()), part);
        }
        List<Object> counts = new ArrayList<>();
        verdict.operations()
                .forEach((function, c) -> counts.add(Map.of(
                        Keyword.of("f"), Keyword.of(function),
                        Keyword.of("ok"), c.ok(),
                        Keyword.of("fail"), c.fail(),
                        Keyword.of("info"), c.info())));
        map.put(Keyword.of("operations"), counts);
        return map;
    }

    private static Object valid(String verdict) {
        return switch (verdict) {
            case "valid" -> true;
            case "invalid" -> false;
            default -> Keyword.of("unknown");
        };
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** A report that cannot be drawn changes no verdict. */
    private static void draw(RunFolder folder) {
        try {
            Report.write(folder);
        } catch (RuntimeException e) {
            LOG.error("the report could not be drawn", e);
        }
    }
}
