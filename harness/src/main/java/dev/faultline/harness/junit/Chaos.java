package dev.faultline.harness.junit;

import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.run.TestBuilder;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run without annotations, for suites that compute what they run:
 *
 * <pre>{@code
 * ChaosRun run = Chaos.test(new Etcd(), new Register()).nodes(5).faults("partition", "kill")
 *         .timeLimit(ofSeconds(60)).seed(42).run();
 * assertThat(run).isValid().everyFaultProved();
 * }</pre>
 *
 * <p>What is not said is as on the command line.
 */
public final class Chaos {
    private final SystemUnderTest system;
    private final TestBuilder test;
    private Path results = Settings.results();
    private @Nullable Long seed;

    private Chaos(SystemUnderTest system, Workload<?> workload) {
        this.system = system;
        this.test = new TestBuilder(system, workload);
    }

    public static Chaos test(SystemUnderTest system, Workload<?> workload) {
        return new Chaos(system, workload);
    }

    /** 1 to 20. */
    public Chaos nodes(int nodes) {
        test.nodes(nodes);
        return this;
    }

    /** A number of clients, or such as {@code 2n} for two to each node. */
    public Chaos concurrency(String clients) {
        test.concurrency(clients);
        return this;
    }

    /** Operations a second, all clients together. */
    public Chaos rate(double rate) {
        test.rate(rate);
        return this;
    }

    /** How long clients work. */
    public Chaos timeLimit(Duration limit) {
        test.timeLimit(limit);
        return this;
    }

    /** Kinds of fault, mixed by seed. */
    public Chaos faults(String... kinds) {
        test.faults(List.of(kinds));
        return this;
    }

    /** Exactly the faults of this file, in place of faults mixed by seed. */
    public Chaos schedule(Path file) {
        test.schedule(file);
        return this;
    }

    /** Whom faults hit: {@code one}, {@code minority}, {@code majority}, {@code all}, {@code leader}. */
    public Chaos targets(String... words) {
        test.targets(List.of(words));
        return this;
    }

    /** How long the cluster is left alone before each fault. */
    public Chaos faultInterval(Duration interval) {
        test.faultInterval(interval);
        return this;
    }

    /** When the outcome of an operation counts as unknown. */
    public Chaos opTimeout(Duration timeout) {
        test.opTimeout(timeout);
        return this;
    }

    /** How long the cluster may take to recover after the last heal. */
    public Chaos recoveryTime(Duration time) {
        test.recoveryTime(time);
        return this;
    }

    /**
     * What a message between nodes takes on average, as long as no fault changes that. Only a simulation can choose; where nothing is
     * said, its seed does.
     */
    public Chaos latency(Duration mean) {
        test.latency(mean);
        return this;
    }

    /** An option of the system or the workload. */
    public Chaos option(String name, String value) {
        test.option(name, value);
        return this;
    }

    /** The verdict that is meant to come out, kept with the run; asserting it is left to the caller. */
    public Chaos expect(String verdict) {
        test.expect(verdict);
        return this;
    }

    /** Bounds on what the run measures, each such as {@code recovery<10s}: a run that breaks one is invalid. */
    public Chaos objectives(String... bounds) {
        test.objectives(List.of(bounds));
        return this;
    }

    /** Decides every choice. Without it, the property {@code faultline.seed}, or a fresh one, which is printed. */
    public Chaos seed(long value) {
        seed = value;
        return this;
    }

    /** Where runs are kept: {@code results} at the top of the project, if nothing is said. */
    public Chaos results(Path folder) {
        results = folder;
        return this;
    }

    /**
     * Runs and judges where the system runs if nothing is said: most do on this machine's Docker engine.
     *
     * @throws IllegalArgumentException in one line, when something was said that cannot be
     * @throws org.opentest4j.TestAbortedException when that place is not there
     * @throws InterruptedException when interrupted
     */
    public ChaosRun run() throws InterruptedException {
        String provider = system.providers().get(0);
        ProviderSource source = Runs.source(provider);
        test.provider(provider, source::injects, source.choosesLatency());
        dev.faultline.harness.run.Test resolved = resolve();
        return Runs.execute(resolved, Runs.provider(provider, system.image()), results);
    }

    /**
     * Runs and judges on a provider of the caller's.
     *
     * @throws IllegalArgumentException in one line, when something was said that cannot be
     * @throws InterruptedException when interrupted
     */
    public ChaosRun run(Provider provider) throws InterruptedException {
        test.provider(provider.name(), provider::injects, provider.choosesLatency());
        return Runs.execute(resolve(), provider, results);
    }

    private dev.faultline.harness.run.Test resolve() {
        long chosen = Optional.ofNullable(seed)
                .or(Settings::seed)
                .orElseGet(() -> Seed.fresh().value());
        return test.build(new Seed(chosen), again(chosen));
    }

    /** The method that calls this class is the one to be run again. */
    private static String again(long seed) {
        StackWalker.StackFrame caller = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(Chaos.class.getName()))
                        .findFirst())
                .orElseThrow();
        String method = caller.getMethodName().replaceFirst("^lambda\\$(.+)\\$\\d+$", "$1");
        return Again.command(caller.getClassName(), method, "", seed, Settings.module(), Settings.top());
    }
}
