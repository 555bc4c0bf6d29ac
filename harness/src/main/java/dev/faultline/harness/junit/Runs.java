package dev.faultline.harness.junit;

import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.report.Index;
import dev.faultline.harness.run.Aftermath;
import dev.faultline.harness.run.Console;
import dev.faultline.harness.run.Judge;
import dev.faultline.harness.run.Runner;
import dev.faultline.harness.run.Telling;
import dev.faultline.harness.run.Test;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.time.Clock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of this JVM, one at a time: what shares a machine with another cluster measures that other one. Providers are made ready
 * once. When the JVM is told to end, the run in progress heals, collects, judges and takes its cluster away first.
 */
final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final long SECONDS_TO_STOP = 60;
    private static final Map<String, Provider> READY = new HashMap<>();
    private static volatile boolean ending;

    private Runs() {}

    /** As {@link #provider(String, Optional)}, for plain nodes. */
    static Provider provider(String name) {
        return provider(name, Optional.empty());
    }

    /**
     * The provider of that name, made ready.
     *
     * @param image what the system needs on top of a plain node
     * @throws TestAbortedException when this machine lacks what it needs; {@link AssertionFailedError} when that is required
     */
    static synchronized Provider provider(String name, Optional<String> image) {
        String wanted = name + "/" + image.orElse("");
        Provider ready = READY.get(wanted);
        if (ready != null) {
            return ready;
        }
        ProviderSource source = source(name);
        Optional<String> missing = source.missing();
        if (missing.isPresent()) {
            throw skipped("CHAOS TEST DID NOT RUN: " + missing.get());
        }
        Provider provider = source.ready(image, new Console(System.out, false));
        READY.put(wanted, provider);
        return provider;
    }

    /**
     * Where nodes of that provider come from.
     *
     * @throws IllegalArgumentException in one line, when it is not on the class path
     */
    static ProviderSource source(String name) {
        Map<String, ProviderSource> sources = new TreeMap<>();
        ServiceLoader.load(ProviderSource.class).forEach(source -> sources.put(source.name(), source));
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "--provider: none is on the class path; depend on dev.faultline:workloads for docker");
        }
        return Words.lookUp("--provider", "provider", name, sources);
    }

    private static RuntimeException skipped(String message) {
        if (Settings.dockerRequired()) {
            throw new AssertionFailedError(message);
        }
        System.err.println("!!! " + message + " !!!");
        return new TestAbortedException(message);
    }

    /** Runs and judges; waits for other runs of this JVM. */
    static synchronized ChaosRun execute(Test test, Provider provider, Path results) throws InterruptedException {
        if (ending) {
            throw new TestAbortedException("interrupted: no further run is begun");
        }
        Clock clock = Clock.system();
        Console console = new Console(System.out, false);
        console.line(Telling.headline(test, provider.name()));
        RunFolder folder = RunFolder.create(results, test.name(), clock.wall());
        Runner runner = new Runner(test, provider, folder, console, clock, false);
        CountDownLatch over = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(runner, over, console), "faultline-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            runner.run();
            VerdictRecord verdict = new Judge(test.system(), test.workload(), test.options(), clock).judge(folder);
            for (Aftermath aftermath : ServiceLoader.load(Aftermath.class)) {
                aftermath.judged(test, provider, folder, verdict, clock);
            }
            folder.finished();
            Telling.verdict(console, test, folder, verdict);
            return ChaosRun.read(folder.path());
        } finally {
            Index.refresh(results, clock.wall());
            over.countDown();
            unhook(hook);
        }
    }

    private static void stop(Runner runner, CountDownLatch over, Console console) {
        ending = true;
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
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending already, and the hook is what waits for this run", e);
        }
    }
}
