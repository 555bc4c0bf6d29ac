package dev.faultline.harness.run;

import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.onFaults;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.phases;
import static dev.faultline.harness.generator.Generators.together;

import dev.faultline.harness.client.ClientProcess;
import dev.faultline.harness.client.Clients;
import dev.faultline.harness.client.Service;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Watch;
import dev.faultline.harness.fault.disk.DiskFault;
import dev.faultline.harness.fault.disk.NodeDisk;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.metrics.Observing;
import dev.faultline.harness.metrics.TellsEvents;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.NodeEvent;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.time.Await;
import dev.faultline.harness.time.Clock;
import dev.faultline.harness.time.Scheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes one test on a cluster, on real time or on virtual time: provides, starts, drives, breaks, heals, records, tears down. It leaves a run
 * folder to be judged; it judges nothing itself.
 */
public final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Test test;
    private final Provider provider;
    private final RunFolder folder;
    private final Progress progress;
    private final Clock clock;
    private final boolean leaveRunning;
    private volatile boolean stopped;

    /** @param leaveRunning whether the cluster is left as it is at the end, for a person to look at */
    public Runner(
            Test test, Provider provider, RunFolder folder, Progress progress, Clock clock, boolean leaveRunning) {
        this.test = test;
        this.provider = provider;
        this.folder = folder;
        this.progress = progress;
        this.clock = clock;
        this.leaveRunning = leaveRunning;
    }

    /** Ends the run early, from any thread: no operation begins any more, faults are healed, what was recorded can be judged. */
    public void stop() {
        stopped = true;
    }

    /**
     * Runs the test to its end.
     *
     * @throws RuntimeException when the cluster could not be made or the harness itself failed; the cluster is gone all the same
     * @throws InterruptedException when interrupted
     */
    public void run() throws InterruptedException {
        long began = clock.nanos();
        Cluster cluster = asTested(provider)
                .provide(
                        folder.path().getFileName().toString(),
                        test.shape().nodes(),
                        test.system().ports());
        try {
            progress.step("cluster", String.join(" ", cluster.names()) + " " + cluster.standing(), since(began));
            Execution execution = Execution.on(cluster, clock);
            Field field = new Field(cluster, test.system(), test.options(), execution.clock());
            start(field);
            drive(field, execution);
        } finally {
            tearDown(cluster);
        }
    }

    private Provider asTested(Provider any) {
        Provider seeded = any.seeded(test.seed().fork("world"));
        Provider distant = test.latency() == null ? seeded : seeded.withLatency(test.latency());
        return DiskFault.in(test.plan()) ? distant.withFailingDisks() : distant;
    }

    /** Elections do not fit into networks that are too slow for them, and whoever chose the network is to think of it. */
    private String far() {
        Duration latency = test.latency();
        return latency == null ? "" : " (--latency: messages between its nodes take " + latency.toMillis() + " ms)";
    }

    private void start(Field field) {
        long began = clock.nanos();
        Cluster cluster = field.cluster();
        boolean disks = DiskFault.in(test.plan());
        if (disks) {
            NodeDisk.mount(cluster, test.system());
        }
        cluster.each(cluster.nodes(), node -> test.system().start(node, cluster, test.options(), true));
        AtomicReference<String> amiss = new AtomicReference<>("");
        boolean up = Await.until(field.clock(), TO_START, PACE, () -> {
            String seen = test.system().recovered(cluster, PATIENCE).orElse("");
            amiss.set(seen);
            return stopped || seen.isEmpty();
        });
        if (!up) {
            collectLogs(cluster);
            throw new IllegalStateException(test.system().name() + " did not come up within " + TO_START.toSeconds()
                    + " s: " + amiss.get() + far());
        }
        prepare(test.workload(), cluster.nodes().get(0));
        if (disks) {
            NodeDisk.sync(cluster);
        }
        cluster.each(cluster.nodes(), node -> warmUp(test.workload(), node));
        String version = test.system().version(cluster.nodes().get(0));
        progress.step("system", test.system().name() + " " + version + " serves on every node", since(began));
    }

    private <S extends Service> void prepare(Workload<S> workload, Node node) {
        try (S service = workload.open(test.system(), node, test.options(), PATIENCE)) {
            workload.prepare(service);
        } catch (Exception e) {
            throw new IllegalStateException("the workload could not be prepared on " + node + ": " + e.getMessage(), e);
        }
    }

    private <S extends Service> void warmUp(Workload<S> workload, Node node) {
        try (S service = workload.open(test.system(), node, test.options(), PATIENCE)) {
            workload.warmUp(service);
        } catch (Exception e) {
            LOG.info("the first call to {} failed", node, e); // the run itself will show what that means
        }
    }

    private void drive(Field field, Execution execution) throws InterruptedException {
        Cluster cluster = field.cluster();
        List<Node> nodes = List.copyOf(cluster.nodes());
        Watch watch = new Watch(field);
        TestRecords records = TestRecords.about(test, provider, cluster);
        Scheduler scheduler = execution.scheduler();
        Json.write(folder.test(), records.startedAt(field.clock().wall(), scheduler.origin()));
        FaultProcess faults =
                new FaultProcess(field, watch, test.plan(), test.recoveryTime(), folder, scheduler.origin());
        try (HistoryRecorder recorder = new HistoryRecorder(folder.history(), cluster.names(), execution::history);
                Observing observation = execution.observe(cluster, test.system(), folder, scheduler);
                FaultInvoker faultInvoker = execution.faults(faults, scheduler);
                Clients clients =
                        execution.clients(connections(test.workload(), nodes), test.opTimeout(), GRACE, scheduler)) {
            Interpreter interpreter = new Interpreter(
                    scheduler, test.seed().fork("operations"), test.shape().clients(), clients, faultInvoker, recorder);
            tick(scheduler, interpreter, recorder, faults, false);
            interpreter.run(phasesOfRun());
            if (stopped) {
                faultInvoker.healAndFinish();
            }
            tell(faults.record());
            observation.end();
            if (cluster instanceof TellsEvents tells) {
                keep(tells.events(scheduler.origin()));
            }
        }
    }

    private void keep(List<NodeEvent> events) {
        try (JsonLines lines = new JsonLines(folder.events())) {
            lines.append(events);
        }
    }

    private Generator phasesOfRun() {
        Workload.Shape shape = test.shape();
        return phases(
                together(
                        onClients(test.workload()
                                .operations(shape, test.options())
                                .stagger(Duration.ofNanos(Math.round(1e9 / shape.rate())))
                                .timeLimit(shape.timeLimit())),
                        onFaults(FaultSchedule.of(test.plan(), shape.timeLimit()))),
                onFaults(once(new Operation("recover", null))),
                onClients(test.workload().finalOperations(shape, test.options())));
    }

    private <S extends Service> ClientProcess.Factory connections(Workload<S> workload, List<Node> nodes) {
        return (process, thread) -> {
            Node node = nodes.get(HistoryRecorder.nodeOf(thread, nodes.size()));
            S service = workload.open(test.system(), node, test.options(), test.opTimeout());
            return new ClientProcess() {
                @Override
                public Completion invoke(Invocation invocation) throws Exception {
                    return workload.apply(service, invocation);
                }

                @Override
                public void close() {
                    service.close();
                }
            };
        };
    }

    /** Ten times a second: tells how the run stands, and ends it once that was asked for. */
    private void tick(
            Scheduler scheduler,
            Interpreter interpreter,
            HistoryRecorder recorder,
            FaultProcess faults,
            boolean stopping) {
        progress.running(new Progress.Standing(
                scheduler.nanos() / 1e9,
                test.shape().timeLimit().toNanos() / 1e9,
                recorder.count(Outcome.OK),
                recorder.count(Outcome.FAIL),
                recorder.count(Outcome.INFO),
                faults.inForce()));
        boolean stop = stopped;
        if (stop && !stopping) {
            faults.hurry();
            interpreter.stop(test.opTimeout().plus(GRACE));
        }
        scheduler.at(scheduler.nanos() + TICK.toNanos(), () -> tick(scheduler, interpreter, recorder, faults, stop));
    }

    private void tell(FaultsRecord faults) {
        for (FaultsRecord.Window window : faults.faults()) {
            FaultsRecord.Proof proof = window.proof();
            boolean proved = proof != null && proof.proved();
            long held = (window.healEnd() == null ? window.injectStart() : window.healEnd()) - window.injectStart();
            String healed = window.healEnd() == null ? ", NOT HEALED" : "";
            progress.step(
                    window.name(),
                    window.summary() + (proved ? "  proved" : "  NOT PROVED") + healed,
                    held / 1_000_000);
            if (proof != null) {
                progress.note(proof.summary());
            }
            if (proof == null || window.healEnd() == null) {
                progress.note(String.valueOf(window.error()));
            }
        }
        FaultsRecord.Recovery recovery = faults.recovery();
        if (recovery != null && recovery.recoveredAt() != null) {
            long took = (recovery.recoveredAt() - recovery.healedAt()) / 1_000_000;
            progress.step("recovered", recovery.criterion(), took);
        } else if (recovery != null) {
            progress.step(
                    "recovered",
                    "NOT: " + recovery.detail(),
                    test.recoveryTime().toMillis());
        }
    }

    /** What cannot be taken away is told, and swept by the next start; it changes no verdict. */
    private void tearDown(Cluster cluster) {
        long began = clock.nanos();
        collectLogs(cluster);
        if (leaveRunning) {
            cluster.nodes()
                    .forEach(node -> progress.step("left", node + ": " + cluster.shellCommand(node), since(began)));
            progress.step("left", "running until the next start of Faultline", since(began));
            return;
        }
        try {
            cluster.close();
            progress.step("cleaned", "logs kept, nodes and network gone", since(began));
        } catch (RuntimeException e) {
            LOG.error("the cluster could not be taken away", e);
            progress.step("cleaned", "NOT: " + e.getMessage() + "; the next start sweeps it", since(began));
        }
    }

    /** What cannot be collected is said in the harness's log: the verdict does not hang on it. */
    private void collectLogs(Cluster cluster) {
        List<Node> all = Stream.concat(cluster.nodes().stream(), cluster.spares().stream())
                .distinct()
                .toList();
        cluster.each(all, node -> {
            for (String log : test.system().logs()) {
                Path name = Path.of(log).getFileName();
                try {
                    node.shell().download(log, folder.logs(node.name()).resolve(name.toString()));
                } catch (RuntimeException e) {
                    LOG.warn("{} of {} could not be collected", log, node, e);
                }
            }
        });
    }

    private long since(long began) {
        return (clock.nanos() - began) / 1_000_000;
    }
}
