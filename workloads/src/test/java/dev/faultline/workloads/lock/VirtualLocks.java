package dev.faultline.workloads.lock;

import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.phases;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.harness.client.Locks;
import dev.faultline.harness.client.Workload.Shape;
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

/** The lock workload for virtual seconds against leased locks in memory; one answer in a hundred is lost. */
final class VirtualLocks implements Recorder {
    private static final int LOST_OF_A_HUNDRED = 1;

    private record Held(long token, long untilNanos) {}

    private final Lock workload = new Lock();
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Shape shape = new Shape(3, 6, 200, Duration.ofSeconds(40));
    private final List<Event> events = new ArrayList<>();
    private final Map<String, Held> locks = new HashMap<>();
    private final Map<String, Locks.Written> resources = new HashMap<>();
    private final Map<Long, LockClient> clients = new HashMap<>();
    private final Options options;
    private final Dice dice;
    private long tokens;

    private VirtualLocks(long seed, Map<String, String> given) {
        this.options = Options.resolve(workload.options(), given);
        this.dice = new Seed(seed).fork("world").dice();
    }

    static VirtualLocks run(long seed, Map<String, String> given) throws InterruptedException {
        VirtualLocks world = new VirtualLocks(seed, given);
        Shape shape = world.shape;
        new Interpreter(world.scheduler, new Seed(seed), shape.clients(), world::perform, (i, done) -> {}, world)
                .run(phases(
                        onClients(world.workload
                                .operations(shape, world.options)
                                .stagger(Duration.ofNanos(Math.round(1e9 / shape.rate())))
                                .timeLimit(shape.timeLimit())),
                        onClients(world.workload.finalOperations(shape, world.options))));
        return world;
    }

    private void perform(Invocation invocation, Consumer<Completion> done) {
        long there = 100_000L + dice.below(5_000_000);
        long back = 100_000L + dice.below(5_000_000);
        boolean lost = dice.below(100) < LOST_OF_A_HUNDRED;
        scheduler.at(scheduler.nanos() + there, () -> {
            Completion effect = apply(invocation);
            scheduler.at(
                    scheduler.nanos() + back,
                    () -> done.accept(lost ? Completion.info(invocation.value(), "lost") : effect));
        });
    }

    private Completion apply(Invocation invocation) {
        LockClient client = clients.computeIfAbsent(invocation.process(), process -> open());
        try {
            return workload.apply(client, invocation);
        } catch (Exception e) {
            throw new AssertionError("locks in memory do not fail", e);
        }
    }

    private LockClient open() {
        return new LockClient(
                new InMemory(),
                Duration.ofSeconds(options.number("lease")),
                options.get("fencing").equals("token"));
    }

    private final class InMemory implements Locks {
        private final Map<String, Held> acquired = new HashMap<>();

        @Override
        public @Nullable Long acquire(String lock, Duration lease) {
            Held present = locks.get(lock);
            if (present != null && present.untilNanos > scheduler.nanos()) {
                return null;
            }
            return hold(lock, ++tokens, lease);
        }

        private long hold(String lock, long token, Duration lease) {
            Held fresh = new Held(token, scheduler.nanos() + lease.toNanos());
            locks.put(lock, fresh);
            acquired.put(lock, fresh);
            return token;
        }

        private boolean holds(String lock) {
            Held present = locks.get(lock);
            return present != null && present == acquired.get(lock) && present.untilNanos > scheduler.nanos();
        }

        @Override
        public boolean renew(String lock) {
            boolean held = holds(lock);
            if (held) {
                hold(lock, locks.get(lock).token, Duration.ofSeconds(options.number("lease")));
            }
            return held;
        }

        @Override
        public boolean release(String lock) {
            return holds(lock) && locks.remove(lock) != null;
        }

        @Override
        public boolean write(String lock, long token, long value, boolean fenced) {
            Written present = resources.get(lock);
            if (fenced && present != null && present.token() > token) {
                return false;
            }
            resources.put(lock, new Written(token, value));
            return true;
        }

        @Override
        public @Nullable Written read(String lock) {
            return resources.get(lock);
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
                .at(nanos));
    }

    Options options() {
        return options;
    }

    History history() {
        return History.of(events);
    }

    /** As the history's file would have it. */
    String text() {
        return events.stream().map(HistoryWriter::line).collect(Collectors.joining("\n"));
    }
}
