package dev.faultline.harness.run;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryFormatException;
import dev.faultline.checkers.history.Recovered;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.sanity.Stats;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Judgement;
import dev.faultline.checkers.verdict.Losses;
import dev.faultline.checkers.verdict.TellsLosses;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.measure.Elections;
import dev.faultline.harness.measure.Leaders;
import dev.faultline.harness.measure.Measurement;
import dev.faultline.harness.objective.Objective;
import dev.faultline.harness.objective.Objectives;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.report.Report;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.NodeEvent;
import dev.faultline.harness.store.RoleChange;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        VerdictRecord verdict = withoutReport(folder);
        draw(folder);
        return verdict;
    }

    /** As {@link #judge}, for one of many runs of which few are looked at. */
    public VerdictRecord withoutReport(RunFolder folder) {
        TestRecord test = Json.read(folder.test(), TestRecord.class);
        FaultsRecord faults = Files.exists(folder.faults())
                ? Json.read(folder.faults(), FaultsRecord.class)
                : new FaultsRecord(List.of(), null, List.of());
        History history = history(folder.history());
        long began = clock.nanos();
        Judgement checked = new Judgement(List.of(
                workload.checker(options).find(history),
                new Stats(workload.functions()).find(history),
                Logs.judge(folder, Logs.patterns(faults)),
                vacuity(folder, test, history, faults)));
        MetricsRecord measured = measurement(folder, checked, history)
                .of(history, faults)
                .with(Elections.of(events(folder), faults.faults()));
        Objectives objectives = Objectives.judge(objectives(test), measured, faults);
        Judgement judgement = objectives.outcomes().isEmpty() ? checked : checked.with(objectives.finding());
        long millis = (clock.nanos() - began) / 1_000_000;
        VerdictRecord verdict = record(judgement, history, faults, millis);
        Json.write(folder.verdict(), verdict);
        Json.write(folder.metrics(), measured.with(objectives.outcomes()));
        write(folder.results(), ResultsEdn.print(verdict) + "\n");
        write(
                folder.replay(),
                "#!/bin/sh\n# Runs the same test again, from the top of the project.\nexec " + test.command()
                        + " \"$@\"\n");
        if (!folder.replay().toFile().setExecutable(true)) {
            LOG.warn("{} cannot be made executable", folder.replay());
        }
        return verdict;
    }

    private Measurement measurement(RunFolder folder, Judgement checked, History history) {
        Verdict ofWorkload = checked.findings().get(0).verdict();
        boolean linearizable =
                checked.findings().get(0).checker().equals(SideModels.LINEARIZABLE) && ofWorkload instanceof Valid;
        return new Measurement(
                workload.reads(),
                workload.answers(),
                linearizable,
                leaders(folder),
                new SideModels(history, workload, options, ofWorkload),
                losses(history));
    }

    private @Nullable Losses losses(History history) {
        return workload.checker(options) instanceof TellsLosses checker
                ? checker.losses(history).orElse(null)
                : null;
    }

    private static Leaders leaders(RunFolder folder) {
        return Leaders.of(lines(folder.roles(), RoleChange.class));
    }

    private static List<NodeEvent> events(RunFolder folder) {
        return lines(folder.events(), NodeEvent.class);
    }

    /** A file that cannot be read leaves what it tells unmeasured, as none does: no verdict of the data hangs on it. */
    private static <T> List<T> lines(Path file, Class<T> type) {
        List<T> lines = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                JsonLines.read(file, type, lines::add);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be read", file, e);
            return List.of();
        }
        return lines;
    }

    private static List<Objective> objectives(TestRecord test) {
        return test.objectives().stream().map(Objective::parse).toList();
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

    private Finding vacuity(RunFolder folder, TestRecord test, History history, FaultsRecord faults) {
        List<String> causes = new ArrayList<>(Vacuity.causes(test, history, faults, !workload.changesMembers()));
        Logs.missing(folder, test.nodes(), system.logs()).ifPresent(causes::add);
        Verdict verdict = causes.isEmpty() ? Verdict.valid() : new Unknown(Vacuity.told(causes));
        long proved = faults.faults().stream()
                .filter(window -> window.proof() != null && window.proof().proved())
                .count();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("faults proved", proved);
        details.put("causes", causes);
        return new Finding("proof", verdict, details);
    }

    private VerdictRecord record(Judgement judgement, History history, FaultsRecord faults, long millis) {
        String claim = workload.checker(options).claim();
        VerdictRecords records = new VerdictRecords(judgement, history, faults, claim, millis);
        if (!(judgement.verdict() instanceof Invalid invalid)) {
            return records.plain();
        }
        if (!(invalid.witness() instanceof LinearizabilityWitness witness)) {
            return invalid.witness().cited().isEmpty() ? records.plain() : records.told(invalid.witness());
        }
        History narrowed = Narrowing.toProvedCuts(history, faults, workload.reads());
        return workload.checker(options).check(narrowed) instanceof Invalid again
                        && again.witness() instanceof LinearizabilityWitness clearer
                ? records.notLinearizable(clearer, narrowed)
                : records.notLinearizable(witness, history);
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
        } catch (IOException | RuntimeException e) {
            LOG.error("the report could not be drawn", e);
        }
    }
}
