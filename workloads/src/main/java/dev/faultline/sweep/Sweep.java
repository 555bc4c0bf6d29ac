package dev.faultline.sweep;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.report.Report;
import dev.faultline.harness.run.Judge;
import dev.faultline.harness.run.Progress;
import dev.faultline.harness.run.Runner;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Clock;
import dev.faultline.replay.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs many tests in simulation, as many at a time as there are cores. A run that came out as wanted leaves nothing behind but its
 * outcome: its seed brings it back. The others are kept as runs that were made alone are.
 */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final Provider provider;
    private final Path results;
    private final Clock clock;
    private final int cores;
    private final Predicate<Outcome> kept;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final AtomicBoolean storyTold = new AtomicBoolean();
    private volatile boolean stopped;

    /**
     * @param provider whose runs share nothing
     * @param kept which outcomes are worth a folder
     */
    public Sweep(Provider provider, Path results, Clock clock, int cores, Predicate<Outcome> kept) {
        this.provider = provider;
        this.results = results;
        this.clock = clock;
        this.cores = cores;
        this.kept = kept;
    }

    /** No further run begins, and those under way come to their end; may be called from any thread. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs the tests.
     *
     * @param told hears each outcome, one at a time, in the order in which they come; it may call {@link #stop}
     * @return the outcomes by seed
     */
    public List<Outcome> run(Iterator<Test> tests, Consumer<Outcome> told) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(cores, task -> {
            Thread thread = new Thread(task, "sweep");
            thread.setDaemon(true);
            return thread;
        });
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        try (Scratch scratch = new Scratch(results)) {
            for (int i = 0; i < cores; i++) {
                int core = i;
                threads.execute(() -> {
                    try {
                        work(tests, scratch, core, told);
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                        stop();
                    }
                });
            }
            threads.shutdown();
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.debug("{} runs so far", outcomes.size());
            }
        } finally {
            threads.shutdownNow();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the runs could not go on: " + failure.get(), failure.get());
        }
        synchronized (outcomes) {
            outcomes.sort(Comparator.comparingLong(Outcome::seed));
            return List.copyOf(outcomes);
        }
    }

    private void work(Iterator<Test> tests, Scratch scratch, int core, Consumer<Outcome> told) {
        while (!stopped) {
            Test test;
            synchronized (tests) {
                if (!tests.hasNext()) {
                    return;
                }
                test = tests.next();
            }
            Outcome outcome = run(test, scratch, core);
            synchronized (outcomes) {
                outcomes.add(outcome);
                told.accept(outcome);
            }
        }
    }

    /** A harness that fails costs one run, and says so. */
    private Outcome run(Test test, Scratch scratch, int core) {
        long began = clock.nanos();
        RunFolder folder = scratch.folder("core-" + core);
        long seed = test.seed().value();
        Outcome outcome;
        try {
            new Runner(test, provider, folder, Progress.UNHEARD, clock, false).run();
            VerdictRecord verdict =
                    new Judge(test.system(), test.workload(), test.options(), clock).withoutReport(folder);
            outcome = Outcome.judged(
                    seed, verdict, !test.faults().isEmpty(), test.command(), (clock.nanos() - began) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            outcome = Outcome.crashed(seed, e, test.command(), (clock.nanos() - began) / 1e9);
        } catch (RuntimeException | Error e) {
            LOG.error("seed {} crashed", seed, e);
            outcome = Outcome.crashed(seed, e, test.command(), (clock.nanos() - began) / 1e9);
        }
        if (!kept.test(outcome)) {
            scratch.drop(folder);
            return outcome;
        }
        RunFolder run = scratch.keep(folder, test.name(), clock.wall());
        if (!outcome.verdict().equals("crashed")) {
            draw(run);
            explain(run, outcome, test);
        }
        return outcome.keptIn(run.path());
    }

    /** One story is told: more would cost the time of as many runs, and each can be had by a replay. */
    private void explain(RunFolder run, Outcome outcome, Test test) {
        Optional<Failure> failure = Failure.of(test, provider, run, outcome.verdict());
        failure.ifPresent(Failure::keep);
        if (failure.isPresent() && outcome.verdict().equals("invalid") && storyTold.compareAndSet(false, true)) {
            try {
                failure.get().tell(clock);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void draw(RunFolder run) {
        try {
            Report.write(run);
        } catch (IOException e) {
            throw new UncheckedIOException("the report of " + run.path() + " cannot be written", e);
        }
    }
}
