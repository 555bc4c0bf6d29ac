package dev.faultline.workloads.register;

import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.phases;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.harness.client.Registers;
import dev.faultline.harness.client.Workload.Shape;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.run.Interpreter;
import dev.faultline.harness.run.Recorder;
import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The register workload for a virtual minute against registers in memory: each operation takes up to 20 ms and takes effect at one
 * moment in between; one in a hundred loses its answer. A node may be made to go stale, and then answers reads as of that moment.
 */
final class VirtualRun implements Recorder {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final int LOST_OF_A_HUNDRED = 1;

    private final Register workload = new Register();
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Shape shape = new Shape(5, 10, 200, MINUTE);
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> registers = new HashMap<>();
    private final Map<String, Long> frozen = new HashMap<>();
    private final Dice dice;
    private @Nullable String staleNode;

    private VirtualRun(long seed) {
        this.dice = new Seed(seed).fork("world").dice();
    }

    /** Linearizable registers all the while. */
    static VirtualRun healthy(long seed) {
        VirtualRun run = new VirtualRun(seed);
        run.run(seed);
        return run;
    }

    /** From 20 s to 30 s {@code node} answers reads with what was so at 20 s. */
    static VirtualRun withStale(String node, long seed) {
        VirtualRun run = new VirtualRun(seed);
        run.scheduler.at(Duration.ofSeconds(20).toNanos(), () -> {
            run.frozen.putAll(run.registers);
            run.staleNode = node;
        });
        run.scheduler.at(Duration.ofSeconds(30).toNanos(), () -> run.staleNode = null);
        run.run(seed);
        return run;
    }

    private void run(long seed) {
        Options options = Options.resolve(workload.options(), Map.of());
        Generator generator = phases(
                onClients(workload.operations(shape, options)
                        .stagger(Duration.ofNanos(Math.round(1e9 / shape.rate())))
                        .timeLimit(shape.timeLimit())),
                onClients(workload.finalOperations(shape, options)));
        try {
            new Interpreter(scheduler, new Seed(seed), shape.clients(), this::perform, this::noFaults, this)
                    .run(generator);
        } catch (InterruptedException e) {
            throw new AssertionError("virtual time does not wait", e);
        }
    }

    private void noFaults(Invocation invocation, Consumer<Completion> done) {
        throw new AssertionError("nobody asked for " + invocation);
    }

    private void perform(Invocation invocation, Consumer<Completion> done) {
        long there = 100_000L + dice.below(10_000_000);
        long back = 100_000L + dice.below(10_000_000);
        boolean lost = dice.below(100) < LOST_OF_A_HUNDRED;
        scheduler.at(scheduler.nanos() + there, () -> {
            Completion answer = lost ? Completion.info(invocation.value(), "lost") : null;
            Completion effect = apply(invocation);
            scheduler.at(scheduler.nanos() + back, () -> done.accept(answer != null ? answer : effect));
        });
    }

    private Completion apply(Invocation invocation) {
        try {
            return workload.apply(new NodeRegisters(node(invocation)), invocation);
        } catch (Exception e) {
            throw new AssertionError("registers in memory do not fail", e);
        }
    }

    private static String node(Invocation invocation) {
        return "n" + (invocation.thread() % 5 + 1);
    }

    private final class NodeRegisters implements Registers {
        private final String node;

        NodeRegisters(String node) {
            this.node = node;
        }

        @Override
        public @Nullable Long read(String key) {
            return (node.equals(staleNode) ? frozen : registers).get(key);
        }

        @Override
        public void write(String key, long value) {
            registers.put(key, value);
        }

        @Override
        public boolean compareAndSet(String key, long expected, long value) {
            return registers.replace(key, expected, value);
        }

        @Override
        public void close() {}
    }

    @Override
    public void invoked(Invocation i) {
        record(i, EventType.INVOKE, i.nanos(), i.value());
    }

    @Override
    public void completed(Invocation i, long nanos, Completion completion) {
        record(i, EventType.valueOf(completion.outcome().name()), nanos, completion.value());
    }

    private void record(Invocation i, EventType type, long nanos, @Nullable Object value) {
        events.add(Event.of(type, ProcessId.client(i.process()), i.function(), value)
                .at(nanos)
                .with("node", node(i)));
    }

    History history() {
        return History.of(events);
    }

    /** As the history's file would have it. */
    String text() {
        return events.stream().map(HistoryWriter::line).collect(Collectors.joining("\n"));
    }
}
