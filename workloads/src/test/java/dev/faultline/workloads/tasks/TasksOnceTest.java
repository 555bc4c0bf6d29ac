package dev.faultline.workloads.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.harness.client.Tasks;
import dev.faultline.harness.client.Workload.Shape;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.option.Options;
import dev.faultline.workloads.VirtualClients;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tasks in memory, of which those submitted from 5 s to 9 s are carried out at 12 s only, after the load's end. */
class TasksOnceTest {
    private static final TasksOnce WORKLOAD = new TasksOnce();
    private static final Shape SHAPE = new Shape(3, 6, 100, Duration.ofSeconds(10));
    private static final Options OPTIONS = Options.resolve(WORKLOAD.options(), Map.of());

    private static final class Memory implements Tasks {
        private final Map<Long, Long> effects = new TreeMap<>();
        private boolean busy;

        @Override
        public void submit(long id) {
            effects.put(id, busy ? 0L : 1L);
        }

        @Override
        public Collection<Task> list() {
            return effects.entrySet().stream()
                    .map(task -> new Task(
                            task.getKey(),
                            task.getValue() > 0 ? State.DONE : State.RUNNING,
                            task.getValue(),
                            task.getKey() % 2 == 0 ? "n1" : "n2"))
                    .toList();
        }

        void carryOut() {
            effects.replaceAll((id, effects) -> Math.max(1, effects));
        }

        @Override
        public void close() {}
    }

    private final Memory memory = new Memory();

    private VirtualClients<Tasks> clients() {
        return new VirtualClients<Tasks>(WORKLOAD, SHAPE, Map.of(), node -> memory, 1)
                .at(Duration.ofSeconds(5), () -> memory.busy = true)
                .at(Duration.ofSeconds(9), () -> memory.busy = false);
    }

    private static Finding judge(VirtualClients<Tasks> clients) throws InterruptedException {
        return WORKLOAD.checker(OPTIONS).find(clients.run().history());
    }

    @Test
    void tasks_that_are_all_done_some_time_after_the_load_are_valid() throws Exception {
        Finding finding = judge(clients().at(Duration.ofSeconds(12), memory::carryOut));
        assertThat(finding.verdict().word()).isEqualTo("valid");
        assertThat((Integer) finding.details().get("acknowledged")).isGreaterThan(500);
        assertThat((Long) finding.details().get("done though unacknowledged")).isPositive();
    }

    @Test
    void tasks_that_nobody_ever_carries_out_are_invalid_after_the_time_to_settle() throws Exception {
        assertThat(judge(clients()).verdict())
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid ->
                                assertThat(invalid.witness().summary()).contains("acknowledged tasks, never done: "));
    }

    @Test
    void a_task_that_is_carried_out_twice_is_invalid() throws Exception {
        Finding finding = judge(clients()
                .at(Duration.ofSeconds(3), () -> memory.effects.put(7L, 2L))
                .at(Duration.ofSeconds(12), memory::carryOut));
        assertThat(finding.verdict())
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.witness().summary()).endsWith("done more than once: 7"));
    }

    @Test
    void no_task_is_submitted_twice_and_every_client_lists_until_all_are_done() throws Exception {
        History history =
                clients().at(Duration.ofSeconds(12), memory::carryOut).run().history();
        assertThat(history.operations())
                .filteredOn(operation -> operation.function().equals("submit"))
                .extracting(Operation::argument)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(500);
        assertThat(history.operations())
                .filteredOn(operation -> operation.function().equals("list"))
                .hasSizeBetween(3 * SHAPE.clients(), 10 * SHAPE.clients())
                .last()
                .satisfies(list -> assertThat(list.invokedAt()).isGreaterThan(11_900_000_000L));
    }

    @Test
    void an_operation_that_tasks_do_not_have_is_refused() {
        assertThatThrownBy(() -> WORKLOAD.apply(memory, new Invocation(0, 0, 0, "pop", List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
