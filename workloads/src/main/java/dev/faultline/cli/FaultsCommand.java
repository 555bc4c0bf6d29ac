package dev.faultline.cli;

import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.run.Telling;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.run.TestBuilder;
import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Seed;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faultline faults}: what can be done to a system, done once, with the proof of it. */
@Command(
        name = "faults",
        description = {
            "Injects every fault that a system can have once, in every shape that a mix would draw, on a cluster under load,",
            "and prints how each was proved and what was measured. Ends with 0 when every fault is proved, healed and recovered",
            "from, else with 2; what the history is worth is told too, and is not judged here."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FaultsCommand implements Callable<Integer> {

    @Option(
            names = "--system",
            defaultValue = "etcd",
            paramLabel = "NAME",
            description = "Whose faults. Default: ${DEFAULT-VALUE}.")
    String system = "etcd";

    @Option(
            names = "--faults",
            defaultValue = "",
            paramLabel = "KIND,...",
            description = "Only these kinds. Default: all.")
    String faults = "";

    @Option(names = "--nodes", paramLabel = "N", description = "Number of nodes. Default: 5, of postgres 1.")
    @Nullable
    Integer nodes;

    @Option(
            names = {"-o", "--option"},
            paramLabel = "KEY=VALUE",
            description = "An option of the system.")
    Map<String, String> options = new TreeMap<>();

    @Option(
            names = "--seed",
            paramLabel = "LONG",
            description = "Decides every choice. Default: a fresh one, which is printed.")
    @Nullable
    Long seed;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where the run is kept. Default: results, at the top of the project.")
    @Nullable
    Path results;

    private final Console console = new Console(System.out);

    @Override
    public Integer call() throws InterruptedException {
        Test test = test();
        Path kept = Places.writable(Places.results(results));
        ProviderSource source = Catalogue.source(test.system());
        console.line(Telling.headline(test, source.name()));
        Provider provider = source.ready(test.system().image(), console);
        SingleRun trial = new SingleRun(test, provider, kept, false, ExitCode.VALID, console);
        trial.execute();
        RunFolder folder = new RunFolder(trial.folder().orElseThrow());
        FaultsRecord record = Json.read(folder.faults(), FaultsRecord.class);
        MetricsRecord metrics = Json.read(folder.metrics(), MetricsRecord.class);
        return tell(test, record, metrics) ? ExitCode.VALID : ExitCode.UNKNOWN;
    }

    /** What is asked for, resolved. */
    Test test() {
        Seed chosen = seed == null ? Seed.fresh() : new Seed(seed);
        SystemUnderTest resolved = Words.lookUp("--system", "system", system, Catalogue.SYSTEMS);
        ProviderSource source = Catalogue.source(resolved);
        Workload<?> workload = Catalogue.WORKLOADS.values().stream()
                .filter(candidate -> candidate.runsOn(resolved))
                .filter(candidate -> candidate.name().equals("register"))
                .findFirst()
                .or(() -> Catalogue.WORKLOADS.values().stream()
                        .filter(candidate -> candidate.runsOn(resolved))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("--system: no workload runs on " + system));
        TestBuilder builder = new TestBuilder(resolved, workload)
                .provider(source.name(), source::injects, source.choosesLatency())
                .faults(Words.list(faults))
                .eachFaultOnce();
        if (nodes != null) {
            builder.nodes(nodes);
        }
        options.forEach(builder::option);
        return builder.build(chosen);
    }

    /** A row for each fault; whether all of them are proved, healed and recovered from, and none is missing. */
    private boolean tell(Test test, FaultsRecord record, MetricsRecord metrics) {
        console.line("");
        console.line(String.format(
                Locale.ROOT,
                "%-4s %-10s %-11s %9s %9s %9s  %s",
                "",
                "fault",
                "shape",
                "applied",
                "held",
                "recovered",
                "proved by"));
        boolean all = true;
        for (Window window : record.faults()) {
            all &= row(window, metrics.of(window.name()));
        }
        int missing = test.plan().faults().size() - record.faults().size();
        if (missing > 0) {
            console.line(missing + " more did not fit into the time");
        }
        return all && missing == 0;
    }

    private boolean row(Window window, @Nullable FaultFigures figures) {
        FaultsRecord.Proof proof = window.proof();
        Long recovered = figures == null ? null : figures.afterHeal().nanos();
        boolean proved = proof != null && proof.proved();
        console.line(String.format(
                Locale.ROOT,
                "%-4s %-10s %-11s %7.2f s %9s %9s  %s",
                window.name(),
                window.kind(),
                window.shape(),
                window.injectStart() / 1e9,
                seconds(
                        window.healEnd() == null || window.injectEnd() == null
                                ? null
                                : window.healEnd() - window.injectEnd()),
                seconds(recovered),
                proved ? Objects.requireNonNull(proof).method() : "NOT PROVED"));
        console.line("     " + window.summary());
        console.line("     " + (proof != null ? proof.summary() : String.valueOf(window.error())));
        return proved && window.healEnd() != null && recovered != null;
    }

    private static String seconds(@Nullable Long nanos) {
        return nanos == null ? "-" : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }
}
