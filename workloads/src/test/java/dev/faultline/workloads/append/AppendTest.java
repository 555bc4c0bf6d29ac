package dev.faultline.workloads.append;

import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.phases;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.harness.client.Transactions;
import dev.faultline.harness.client.Workload.Shape;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.run.Interpreter;
import dev.faultline.harness.run.Recorder;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The workload for ten virtual seconds on lists in memory; one answer in fifty is lost. */
class AppendTest {
    private static final Shape SHAPE = new Shape(1, 5, 100, Duration.ofSeconds(10));
    private static final Options OPTIONS = Options.resolve(List.of(), Map.of());

    private final Append workload = new Append();
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<Event> events = new ArrayList<>();
    private int performed;

    /** Lists in memory, of which careless ones are read as they were before the last transaction. */
    private static final class Memory implements Transactions {
        private final boolean careless;
        private Map<Long, List<Long>> before = new TreeMap<>();
        private Map<Long, List<Long>> lists = new TreeMap<>();

        Memory(boolean careless) {
            this.careless = careless;
        }

        @Override
        public <T> T transact(Body<T> body) throws Exception {
            Map<Long, List<Long>> after = copy(lists);
            Map<Long, List<Long>> seen = careless ? before : after;
            before = copy(lists);
            T result = body.in(new Transaction() {
                @Override
                public Map<Long, Long> read(Collection<Long> rows) {
                    throw new AssertionError("there are only lists");
                }

                @Override
                public void write(long row, long value) {
                    throw new AssertionError("there are only lists");
                }

                @Override
                public List<Long> list(long list) {
                    return List.copyOf(seen.getOrDefault(list, List.of()));
                }

                @Override
                public void append(long list, long element) {
                    after.computeIfAbsent(list, l -> new ArrayList<>()).add(element);
                    if (careless) {
                        seen.computeIfAbsent(list, l -> new ArrayList<>()).add(element);
                    }
                }
            });
            lists = after;
            return result;
        }

        private static Map<Long, List<Long>> copy(Map<Long, List<Long>> lists) {
            Map<Long, List<Long>> copy = new TreeMap<>();
            lists.forEach((list, elements) -> copy.put(list, new ArrayList<>(elements)));
            return copy;
        }

        @Override
        public void close() {}
    }

    private History run(Transactions transactions) throws InterruptedException {
        Recorder recorder = new Recorder() {
            @Override
            public void invoked(Invocation i) {
                record(i, EventType.INVOKE, i.nanos(), i.value());
            }

            @Override
            public void completed(Invocation i, long nanos, Completion completion) {
                record(i, EventType.valueOf(completion.outcome().name()), nanos, completion.value());
            }
        };
        new Interpreter(
                        scheduler,
                        new Seed(1),
                        SHAPE.clients(),
                        (invocation, done) -> perform(transactions, invocation, done),
                        (invocation, done) -> perform(transactions, invocation, done),
                        recorder)
                .run(phases(
                        onClients(workload.operations(SHAPE, OPTIONS)
                                .stagger(Duration.ofNanos(Math.round(1e9 / SHAPE.rate())))
                                .timeLimit(SHAPE.timeLimit())),
                        onClients(workload.finalOperations(SHAPE, OPTIONS))));
        return History.of(events);
    }

    private void record(Invocation i, EventType type, long nanos, @Nullable Object value) {
        events.add(Event.of(type, ProcessId.client(i.process()), i.function(), value)
                .at(nanos));
    }

    private void perform(Transactions transactions, Invocation invocation, Consumer<Completion> done) {
        Completion answer;
        try {
            answer = workload.apply(transactions, invocation);
        } catch (Exception e) {
            throw new AssertionError("lists in memory do not fail", e);
        }
        Completion told = ++performed % 50 == 0 ? Completion.info(invocation.value(), "lost") : answer;
        scheduler.at(scheduler.nanos() + 10_000_000, () -> done.accept(told));
    }

    @Test
    void transactions_one_after_the_other_are_valid() throws Exception {
        Finding finding = workload.checker(OPTIONS).find(run(new Memory(false)));
        assertThat(finding.verdict()).isInstanceOf(Valid.class);
        assertThat((Integer) finding.details().get("reads")).isGreaterThan(500);
    }

    @Test
    void transactions_that_miss_what_was_there_are_invalid() throws Exception {
        assertThat(workload.checker(OPTIONS).check(run(new Memory(true))))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.witness().summary()).startsWith("not serializable: "));
    }

    @Test
    void an_operation_that_it_does_not_have_is_refused() {
        assertThatThrownBy(() -> workload.apply(new Memory(false), new Invocation(0, 0, 0, "pop", null)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
