package dev.faultline.workloads.set;

import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.phases;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.harness.client.Sets;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The workload for ten virtual seconds on a set in memory, whose answers take 10 ms; one in a hundred is lost. */
class GrowOnlySetTest {
    private static final Shape SHAPE = new Shape(3, 6, 100, Duration.ofSeconds(10));
    private static final Options OPTIONS = Options.resolve(List.of(), Map.of());

    private final GrowOnlySet workload = new GrowOnlySet();
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final List<Event> events = new ArrayList<>();
    private final Set<Long> elements = new TreeSet<>();
    private final Sets memory = new Sets() {
        @Override
        public void add(long element) {
            elements.add(element);
        }

        @Override
        public Collection<Long> read() {
            return elements;
        }

        @Override
        public void close() {}
    };

    private History run() throws InterruptedException {
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
        new Interpreter(scheduler, new Seed(1), SHAPE.clients(), this::perform, this::perform, recorder)
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

    private void perform(Invocation invocation, Consumer<Completion> done) {
        Completion answer;
        try {
            answer = workload.apply(memory, invocation);
        } catch (Exception e) {
            throw new AssertionError("a set in memory does not fail", e);
        }
        boolean lost = invocation.value() instanceof Long element && element % 100 == 7;
        Completion told = lost ? Completion.info(invocation.value(), "lost") : answer;
        scheduler.at(scheduler.nanos() + 10_000_000, () -> done.accept(told));
    }

    @Test
    void a_set_that_keeps_everything_is_valid() throws Exception {
        Finding finding = workload.checker(OPTIONS).find(run());
        assertThat(finding.verdict()).isInstanceOf(Valid.class);
        assertThat(finding.details())
                .containsEntry("lost", 0)
                .containsEntry("unexpected", 0)
                .containsEntry("final reads", SHAPE.clients());
        assertThat((Integer) finding.details().get("acknowledged")).isGreaterThan(500);
        assertThat((Integer) finding.details().get("recovered")).isPositive();
    }

    @Test
    void a_set_that_forgets_in_the_middle_is_invalid() throws Exception {
        scheduler.at(Duration.ofSeconds(5).toNanos(), () -> elements.removeIf(element -> element < 5));
        assertThat(workload.checker(OPTIONS).check(run()))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.witness().summary())
                                .endsWith("acknowledged elements are lost: 0..4"));
    }

    @Test
    void no_element_is_added_twice_and_every_client_reads_in_the_end() throws Exception {
        List<Operation> operations = run().operations();
        assertThat(operations.stream()
                        .filter(operation -> operation.function().equals("add"))
                        .map(Operation::argument))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(500);
        assertThat(operations.subList(operations.size() - SHAPE.clients(), operations.size()))
                .allMatch(operation -> operation.function().equals("read"));
    }

    @Test
    void an_operation_that_a_set_does_not_have_is_refused() {
        assertThatThrownBy(() -> workload.apply(memory, new Invocation(0, 0, 0, "pop", null)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
