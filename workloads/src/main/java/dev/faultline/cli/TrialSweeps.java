package dev.faultline.cli;

import dev.faultline.harness.run.Console;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Seed;
import dev.faultline.sim.SimulationProvider;
import dev.faultline.sweep.Outcome;
import dev.faultline.sweep.Sweep;
import dev.faultline.trial.TrialLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The sweeps of a trial, one after another, each from the same first seed. */
final class TrialSweeps {
    private final Path kept;
    private final long firstSeed;
    private final int cores;
    private final Clock clock;
    private final Console console;
    private @Nullable Sweep sweep;
    private boolean stopped;

    TrialSweeps(Path kept, long firstSeed, int cores, Clock clock, Console console) {
        this.kept = kept;
        this.firstSeed = firstSeed;
        this.cores = cores;
        this.clock = clock;
        this.console = console;
    }

    /** No further run begins, of this sweep or another; may be called from any thread. */
    synchronized void stop() {
        stopped = true;
        if (sweep != null) {
            sweep.stop();
        }
    }

    synchronized boolean stopped() {
        return stopped;
    }

    /**
     * Runs a line of the trial under many seeds, up to the first that is enough.
     *
     * @param words the options of {@code faultline run}
     * @param name as people see it while it goes on
     * @param worth which outcomes are worth a folder
     * @param enough which outcome ends the sweep
     * @return the outcomes by seed
     */
    List<Outcome> run(List<String> words, int runs, String name, Predicate<Outcome> worth, Predicate<Outcome> enough)
            throws InterruptedException {
        Sweep fresh = new Sweep(new SimulationProvider(), kept, clock, cores, worth);
        synchronized (this) {
            if (stopped) {
                return List.of();
            }
            sweep = fresh;
        }
        long began = clock.nanos();
        AtomicInteger done = new AtomicInteger();
        console.again();
        return fresh.run(tests(words, runs), outcome -> {
            int so = done.incrementAndGet();
            double seconds = (clock.nanos() - began) / 1e9;
            console.move((double) so / runs, seconds, String.format(Locale.ROOT, "%s · %d of %d", name, so, runs));
            if (enough.test(outcome)) {
                fresh.stop();
            }
        });
    }

    /** The command that runs a line's first seed. */
    String command(List<String> words) {
        return tests(words, 1).next().command();
    }

    private Iterator<Test> tests(List<String> words, int runs) {
        RunCommand run = new RunCommand();
        new CommandLine(run).parseArgs(words.stream().map(this::schedule).toArray(String[]::new));
        return LongStream.range(firstSeed, firstSeed + runs)
                .mapToObj(number -> run.options.resolve(new Seed(number)))
                .iterator();
    }

    /** A schedule of the trial as a file, so that its runs can be made again. */
    private String schedule(String word) {
        if (!word.startsWith("@")) {
            return word;
        }
        Path file = kept.resolve("trial").resolve(word.substring(1) + ".json");
        try {
            Files.createDirectories(kept.resolve("trial"));
            Files.write(file, TrialLine.schedule(word.substring(1)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return file.toString();
    }
}
