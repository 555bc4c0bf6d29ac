package dev.faultline.replay;

import dev.faultline.harness.run.Judge;
import dev.faultline.harness.run.Progress;
import dev.faultline.harness.run.Runner;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Clock;
import dev.faultline.sim.SimulationProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A test executed once more in simulation, in a folder for temporary files that is gone when this is closed. */
public final class Rerun implements AutoCloseable {
    private final RunFolder folder;
    private final VerdictRecord verdict;

    private Rerun(RunFolder folder, VerdictRecord verdict) {
        this.folder = folder;
        this.verdict = verdict;
    }

    /** Executes and judges. */
    public static Rerun of(Test test, Clock clock) throws InterruptedException {
        return of(test, new SimulationProvider(), clock);
    }

    static Rerun of(Test test, SimulationProvider provider, Clock clock) throws InterruptedException {
        RunFolder folder = new RunFolder(temporary());
        boolean done = false;
        try {
            new Runner(test, provider, folder, Progress.UNHEARD, clock, false).run();
            VerdictRecord verdict =
                    new Judge(test.system(), test.workload(), test.options(), clock).withoutReport(folder);
            done = true;
            return new Rerun(folder, verdict);
        } finally {
            if (!done) {
                remove(folder.path());
            }
        }
    }

    public RunFolder folder() {
        return folder;
    }

    public VerdictRecord verdict() {
        return verdict;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("faultline-replay-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for temporary files: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        remove(folder.path());
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
