package dev.faultline.cli;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.report.Index;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.run.Judge;
import dev.faultline.harness.run.Runner;
import dev.faultline.harness.run.Telling;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Clock;
import dev.faultline.replay.ExplainedFailures;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from the first line printed to the verdict, with what Ctrl-C does to it. */
final class SingleRun {
    private static final Logger LOG = LoggerFactory.getLogger(SingleRun.class);
    private static final long SECONDS_TO_STOP = 60;

    private final Test test;
    private final Provider provider;
    private final Path results;
    private final boolean leaveRunning;
    private final int soFar;
    private final Console console;
    private final Clock clock = Clock.system();
    private @Nullable Path folder;

    /** @param soFar the worst exit code of the runs before this one */
    SingleRun(Test test, Provider provider, Path results, boolean leaveRunning, int soFar, Console console) {
        this.test = test;
        this.provider = provider;
        this.results = results;
        this.leaveRunning = leaveRunning;
        this.soFar = soFar;
        this.console = console;
    }

    /** Runs, judges, reports. */
    VerdictRecord execute() throws InterruptedException {
        RunFolder folder = RunFolder.create(results, test.name(), clock.wall());
        this.folder = folder.path();
        Logging.to(folder.log());
        console.again();
        Runner runner = new Runner(test, provider, folder, console, clock, leaveRunning);
        CountDownLatch over = new CountDownLatch(1);
        AtomicInteger code = new AtomicInteger(ExitCode.CRASHED);
        Thread hook = new Thread(() -> stop(runner, over, code), "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            runner.run();
            VerdictRecord verdict = new Judge(test.system(), test.workload(), test.options(), clock).judge(folder);
            new ExplainedFailures().judged(test, provider, folder, verdict, clock);
            folder.finished();
            Telling.verdict(console, test, folder, verdict);
            code.set(ExitCode.of(verdict.verdict(), test.expect()));
            return verdict;
        } catch (IllegalArgumentException e) {
            // Arguments were looked at before; from here on it is the harness that failed.
            throw new IllegalStateException(e.getMessage(), e);
        } finally {
            Index.refresh(results, clock.wall());
            over.countDown();
            unhook(hook);
        }
    }

    /** Where the run is kept, once it has begun. */
    Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /** Waits for the run to end in good order, then lets the process end with the run's own exit code. */
    private void stop(Runner runner, CountDownLatch over, AtomicInteger code) {
        console.line("  stopping   no new operations; healing, collecting, judging");
        runner.stop();
        try {
            if (!over.await(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                console.line(
                        "  stopping   not done after " + SECONDS_TO_STOP + " s; the next start sweeps what is left");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.worst(soFar, code.get()));
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending already, and the hook is what waits for this run", e);
        }
    }
}
