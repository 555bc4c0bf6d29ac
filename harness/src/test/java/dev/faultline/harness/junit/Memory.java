package dev.faultline.harness.junit;

import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;

import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Registers;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.ProviderSource;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A cluster in memory, a system on it that serves registers, and a workload: real runs without containers, a second each. */
final class Memory {
    private Memory() {}

    /** Found by the service loader, as a source of one's own would be. */
    public static final class Source implements ProviderSource {
        static final AtomicInteger MADE_READY = new AtomicInteger();
        static final AtomicInteger STANDING = new AtomicInteger();
        static final AtomicInteger MOST_STANDING = new AtomicInteger();

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public Optional<String> missing() {
            return Optional.empty();
        }

        @Override
        public Provider ready(Optional<String> image, Steps steps) {
            MADE_READY.incrementAndGet();
            steps.step("memory", "there", 0);
            return new Provider() {
                @Override
                public String name() {
                    return "memory";
                }

                @Override
                public Cluster provide(String run, int nodes, Ports ports) {
                    MOST_STANDING.accumulateAndGet(STANDING.incrementAndGet(), Math::max);
                    System.store.clear();
                    System.cluster = new StagedCluster(nodes);
                    return new Standing(System.cluster);
                }
            };
        }
    }

    /** A provider for which the machine lacks something. */
    public static final class Absent implements ProviderSource {
        @Override
        public String name() {
            return "absent";
        }

        @Override
        public Optional<String> missing() {
            return Optional.of("engine: no Docker engine answers (start one)");
        }

        @Override
        public boolean injects(String kind) {
            return !kind.equals("slow");
        }

        @Override
        public Provider ready(Optional<String> image, Steps steps) {
            throw new AssertionError("nothing to make ready");
        }
    }

    /** A staged cluster that counts itself out when it is closed. */
    private record Standing(StagedCluster staged) implements Cluster {
        @Override
        public List<Node> nodes() {
            return staged.nodes();
        }

        @Override
        public dev.faultline.harness.net.Network network() {
            return staged.network();
        }

        @Override
        public dev.faultline.harness.cluster.Resources resources() {
            return staged.resources();
        }

        @Override
        public Node addNode() {
            return staged.addNode();
        }

        @Override
        public String shellCommand(Node node) {
            return staged.shellCommand(node);
        }

        @Override
        public Map<String, String> environment() {
            return staged.environment();
        }

        @Override
        public void close() {
            Source.STANDING.decrementAndGet();
        }
    }

    /** One register, linearizable, unless reads are frozen: then they never see a write. */
    static class System implements SystemUnderTest, Registers.Offered {
        static final Map<String, Long> store = new ConcurrentHashMap<>();
        static volatile StagedCluster cluster = new StagedCluster(1);

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public List<String> providers() {
            return List.of("memory", "absent");
        }

        @Override
        public List<Option> options() {
            return List.of(Option.oneOf("reads", "fresh or frozen", "fresh", "frozen"));
        }

        @Override
        public Ports ports() {
            return Ports.client(1).peer(2);
        }

        @Override
        public String version(Node node) {
            return "1";
        }

        @Override
        public void start(Node node, Cluster all, Options options, boolean fresh) {}

        @Override
        public boolean ready(Node node) {
            return true;
        }

        @Override
        public Optional<Process> process(Node node) {
            return cluster.system.process(node);
        }

        @Override
        public String recoveryCriterion() {
            return "always";
        }

        @Override
        public Optional<String> recovered(Cluster all, Duration patience) {
            return Optional.empty();
        }

        @Override
        public List<String> logs() {
            return List.of();
        }

        @Override
        public Registers registers(Node node, Options options, Duration timeout) {
            boolean frozen = options.get("reads").equals("frozen");
            return new Registers() {
                @Override
                public @Nullable Long read(String key) {
                    return frozen ? null : store.get(key);
                }

                @Override
                public void write(String key, long value) {
                    store.put(key, value);
                }

                @Override
                public boolean compareAndSet(String key, long expected, long value) {
                    return store.replace(key, expected, value);
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Reads and writes of one register. */
    static final class Work implements Workload<Registers> {
        private static final Operation READ = new Operation("read", null);

        @Override
        public String name() {
            return "one";
        }

        @Override
        public List<Option> options() {
            return List.of();
        }

        @Override
        public boolean runsOn(SystemUnderTest system) {
            return system instanceof Registers.Offered;
        }

        @Override
        public Registers open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
            return ((Registers.Offered) system).registers(node, options, timeout);
        }

        @Override
        public void warmUp(Registers service) {}

        @Override
        public int group(int nodes) {
            return 1;
        }

        @Override
        public Generator operations(Shape shape, Options options) {
            return mix(repeat(READ), repeat(turn -> new Operation("write", turn.ordinal())));
        }

        @Override
        public Generator finalOperations(Shape shape, Options options) {
            return eachThread(once(READ));
        }

        @Override
        public Completion apply(Registers registers, Invocation invocation) throws Exception {
            if (invocation.function().equals("read")) {
                return Completion.ok(registers.read("k"));
            }
            registers.write("k", ((Number) Objects.requireNonNull(invocation.value())).longValue());
            return Completion.ok(invocation.value());
        }

        @Override
        public Set<String> functions() {
            return Set.of("read", "write");
        }

        @Override
        public Set<String> reads() {
            return Set.of("read");
        }

        @Override
        public Checker checker(Options options) {
            return Linearizability.of(CasRegister.ofNothing());
        }
    }
}
