package dev.faultline.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.KeyBy;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Models;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.harness.option.Amounts;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code faultline bench}: how fast the checkers are, on this machine, beside a peer; or the simulation. */
@Command(
        name = "bench",
        description = {
            "checkers: times them on generated histories, and Porcupine on the same ones where there is a Go toolchain.",
            "Milliseconds: the median of those after the warm-up, and the first, cold one. A first check of more than 2 s is the only one.",
            "Ends with 1 when a verdict is wrong.",
            "simulation: prints how many virtual seconds pass in a real one, and how many events, of five nodes under every kind of"
                    + " fault at 100 operations a second, on one core. Takes no options."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BenchCommand implements Callable<Integer> {
    @Parameters(paramLabel = "WHAT", description = "checkers, or simulation.")
    String what = "";

    @Option(names = "--grid", description = "Registers of every kind and size, to see what is decided in the time.")
    boolean grid;

    @Option(
            names = "--only",
            paramLabel = "WORDS",
            defaultValue = "",
            description = "Cases whose names have all these words, such as \"register small late\".")
    String only = "";

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "For one check. Default: ${DEFAULT-VALUE}.")
    String timeLimit = "60s";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "2g",
            description = "For one search. Default: ${DEFAULT-VALUE}.")
    String memory = "2g";

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "5",
            description = "Checks that count: 1 to 1000. Default: ${DEFAULT-VALUE}.")
    int repeat = 5;

    @Option(
            names = "--peer",
            paramLabel = "NAME",
            defaultValue = "porcupine",
            description = "porcupine, none. Default: ${DEFAULT-VALUE}.")
    String peer = "porcupine";

    @Option(
            names = "--histories",
            paramLabel = "DIR",
            description = "Recorded histories of compare-and-set registers, a file each: timed too, together.")
    @Nullable
    Path histories;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there as well.")
    @Nullable
    Path json;

    @Spec
    @Nullable
    CommandSpec spec;

    private final Clock clock = Clock.system();
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private Budget budget = Budget.DEFAULT;
    private Duration limit = Duration.ZERO;
    private @Nullable Porcupine porcupine;

    /** They are the checkers': passed over, they would seem to have been heard. */
    private void requireNoOptions() {
        if (spec == null) {
            return;
        }
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            throw new IllegalArgumentException(option.longestName() + ": is for checkers; leave it out");
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Words.lookUp("WHAT", "benchmark", what, Map.of("checkers", true, "simulation", false))) {
            requireNoOptions();
            return new BenchSimulation().run();
        }
        List<BenchCase> cases = cases();
        limit = Amounts.positive("--time-limit", timeLimit);
        budget = CheckCommand.sized(Budget.steps(Long.MAX_VALUE), memory);
        if (repeat < 1 || repeat > 1000) {
            throw new IllegalArgumentException("--repeat: must be 1 to 1000, not " + repeat);
        }
        Path folder = Files.createTempDirectory("faultline-bench");
        boolean right = true;
        try {
            if (Words.lookUp("--peer", "peer", peer, Map.of("porcupine", true, "none", false))) {
                buildPeer(folder);
            }
            System.out.println(BenchRow.heading());
            for (BenchCase one : cases) {
                right &= run(one, folder);
            }
            if (histories != null) {
                recorded(histories);
            }
        } finally {
            delete(folder);
        }
        if (json != null) {
            Files.writeString(json, new JsonMapper().writeValueAsString(rows) + "\n");
        }
        return right ? ExitCode.VALID : ExitCode.INVALID;
    }

    private List<BenchCase> cases() {
        if (histories != null && !Files.isDirectory(histories)) {
            throw new IllegalArgumentException("--histories: no folder " + histories);
        }
        List<String> words =
                Stream.of(only.split("[\\s,]+")).filter(word -> !word.isEmpty()).toList();
        List<BenchCase> cases = (grid ? BenchCase.grid() : BenchCase.table())
                .stream()
                        .filter(one -> List.of(one.name().split(" ")).containsAll(words))
                        .toList();
        if (cases.isEmpty() && histories == null) {
            throw new IllegalArgumentException("--only: no case has all of \"" + only + "\" in its name");
        }
        return cases;
    }

    private void buildPeer(Path folder) throws InterruptedException {
        try {
            porcupine = Porcupine.build(folder);
        } catch (IOException e) {
            System.err.println("Porcupine is left out: " + e.getMessage());
        }
    }

    private boolean run(BenchCase one, Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("history.edn");
        try (OutputStream out = Files.newOutputStream(file)) {
            GenerateCommand.write(one.history(), out);
        }
        long began = clock.nanos();
        History history = History.read(file);
        double loadMillis = (clock.nanos() - began) / 1e6;
        boolean keyed = one.history().keys() > 1;
        Model<?> model = Models.named(one.history().object()).orElseThrow();
        String[] algorithm = {""};
        Timing ours = Timing.of(repeat, () -> check(model, keyed, history, algorithm));
        Timing theirs =
                porcupine == null ? null : porcupine.time(one.history().object(), keyed, history, limit, repeat);
        BenchRow row = new BenchRow(one.name(), one.targetMillis(), loadMillis, algorithm[0], ours, theirs);
        System.out.println(row.line());
        rows.add(row.toData());
        boolean right = List.of("unknown", one.verdict()).contains(ours.verdict());
        if (!right) {
            System.err.println(one.name() + ": " + ours.verdict() + ", but it is " + one.verdict());
        }
        return right;
    }

    private String check(Model<?> model, boolean keyed, History history, String[] algorithm) {
        Finding finding = find(model, keyed, history);
        algorithm[0] = String.valueOf(finding.details().get("algorithm"));
        return finding.verdict().word();
    }

    @SuppressWarnings("unchecked") // a model is a model of itself
    private <S extends Model<S>> Finding find(Model<?> model, boolean keyed, History history) {
        long began = clock.nanos();
        return Linearizability.of((S) model)
                .keyBy(keyed ? KeyBy.VALUE_TUPLE : KeyBy.NONE)
                .budget(budget.deadline(() -> clock.nanos() - began > limit.toNanos()))
                .unexplained()
                .find(history);
    }

    /** All files together: each is checked once in each round. */
    private void recorded(Path folder) throws IOException, InterruptedException {
        List<History> all = new ArrayList<>();
        long began = clock.nanos();
        for (Path file : CheckCommand.inside(folder)) {
            all.add(History.read(file));
        }
        double loadMillis = (clock.nanos() - began) / 1e6;
        Timing ours = Timing.of(repeat, () -> {
            all.forEach(history -> check(new CasRegister(), false, history, new String[1]));
            return "-";
        });
        Timing theirs = null;
        if (porcupine != null) {
            double cold = 0;
            double median = 0;
            for (History history : all) {
                Timing one = porcupine.time("cas-register", false, history, limit, repeat);
                cold += one == null ? 0 : one.coldMillis();
                median += one == null ? 0 : one.medianMillis();
            }
            theirs = new Timing("-", cold, median);
        }
        String name = String.format(Locale.ROOT, "%d recorded logs", all.size());
        BenchRow row = new BenchRow(name, all.size() == 52 ? 8 : 0, loadMillis, "auto", ours, theirs);
        System.out.println(row.line());
        rows.add(row.toData());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
