package dev.faultline.workloads.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.sanity.Stats;
import dev.faultline.harness.client.Queues;
import dev.faultline.harness.client.Workload.Shape;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.option.Options;
import dev.faultline.workloads.VirtualClients;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueTest {
    private static final Queue WORKLOAD = new Queue();
    private static final Shape SHAPE = new Shape(5, 10, 100, Duration.ofSeconds(30));
    private static final Options OPTIONS = Options.resolve(WORKLOAD.options(), Map.of());

    /** Queues in memory. */
    private static class Memory implements Queues {
        final Map<String, Deque<Long>> queues = new TreeMap<>();

        Deque<Long> queue(String name) {
            return queues.computeIfAbsent(name, n -> new ArrayDeque<>());
        }

        @Override
        public void enqueue(String queue, long value) {
            queue(queue).addLast(value);
        }

        @Override
        public @Nullable Long dequeue(String queue) {
            return queue(queue).pollFirst();
        }

        @Override
        public void close() {}
    }

    /** Now and then it tells the head and leaves it where it is. */
    private static final class Forgetful extends Memory {
        private int dequeues;

        @Override
        public @Nullable Long dequeue(String queue) {
            return ++dequeues % 500 == 0 ? queue(queue).peekFirst() : super.dequeue(queue);
        }
    }

    private static VirtualClients<Queues> clients(Memory memory, long seed) {
        return new VirtualClients<>(WORKLOAD, SHAPE, Map.of(), node -> memory, seed);
    }

    private static String verdict(History history) {
        return WORKLOAD.checker(OPTIONS).check(history).word();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void queues_are_valid_though_some_dequeues_were_never_answered(long seed) throws Exception {
        assertThat(verdict(clients(new Memory(), seed).run().history())).isEqualTo("valid");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void queues_that_give_some_values_twice_are_invalid(long seed) throws Exception {
        assertThat(verdict(clients(new Forgetful(), seed).run().history())).isEqualTo("invalid");
    }

    @Test
    void a_queue_that_loses_all_that_is_in_it_is_invalid() throws Exception {
        Memory memory = new Memory();
        VirtualClients<Queues> clients = clients(memory, 1);
        for (int second = 5; second < 30; second += 5) {
            clients.at(Duration.ofSeconds(second), () -> memory.queues.values().forEach(Deque::clear));
        }
        assertThat(verdict(clients.run().history())).isEqualTo("invalid");
    }

    @Test
    void no_value_is_enqueued_twice_and_in_the_end_every_client_has_found_its_queue_empty() throws Exception {
        Memory memory = new Memory();
        History history = clients(memory, 1).run().history();
        assertThat(memory.queues.values()).hasSize(2).allMatch(Deque::isEmpty);
        assertThat(history.operations())
                .filteredOn(operation -> operation.function().equals("enqueue"))
                .extracting(Operation::argument)
                .doesNotHaveDuplicates();
        List<Operation> operations = history.operations();
        assertThat(operations.subList(operations.size() - 2, operations.size()))
                .allMatch(operation -> operation.function().equals("dequeue"));
        Map<String, Stats.Counts> counts = Stats.count(history);
        assertThat(counts).containsOnlyKeys(WORKLOAD.functions());
        assertThat(counts.values()).allMatch(count -> count.ok() > 1000);
    }

    @Test
    void an_operation_that_a_queue_does_not_have_is_refused() {
        Invocation pop = new Invocation(0, 0, 0, "pop", List.of("0", 1L));
        assertThatThrownBy(() -> WORKLOAD.apply(new Memory(), pop)).isInstanceOf(IllegalArgumentException.class);
    }
}
