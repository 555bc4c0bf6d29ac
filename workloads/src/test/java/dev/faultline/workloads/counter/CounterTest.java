package dev.faultline.workloads.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.sanity.Stats;
import dev.faultline.harness.client.Counters;
import dev.faultline.harness.client.Workload.Shape;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.option.Options;
import dev.faultline.workloads.VirtualClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterTest {
    private static final Counter WORKLOAD = new Counter();
    private static final Shape SHAPE = new Shape(3, 6, 100, Duration.ofSeconds(20));
    private static final Options OPTIONS = Options.resolve(WORKLOAD.options(), Map.of());

    /** Counters in memory, of which careless ones apply each hundredth add twice. */
    private static final class Memory implements Counters {
        private final Map<String, Long> counters = new TreeMap<>();
        private final boolean careless;
        private int adds;

        Memory(boolean careless) {
            this.careless = careless;
        }

        @Override
        public void add(String name, long delta) {
            boolean twice = careless && ++adds % 100 == 0;
            counters.merge(name, twice ? 2 * delta : delta, Long::sum);
        }

        @Override
        public long read(String name) {
            return counters.getOrDefault(name, 0L);
        }

        @Override
        public void close() {}
    }

    private static VirtualClients<Counters> clients(boolean careless, long seed) {
        Memory memory = new Memory(careless);
        return new VirtualClients<>(WORKLOAD, SHAPE, Map.of(), node -> memory, seed);
    }

    private static String verdict(History history) {
        return WORKLOAD.checker(OPTIONS).check(history).word();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void counters_that_count_each_add_once_are_valid(long seed) throws Exception {
        assertThat(verdict(clients(false, seed).run().history())).isEqualTo("valid");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void counters_that_count_some_adds_twice_are_invalid(long seed) throws Exception {
        assertThat(verdict(clients(true, seed).run().history())).isEqualTo("invalid");
    }

    @Test
    void counters_that_lose_what_they_counted_are_invalid() throws Exception {
        Memory memory = new Memory(false);
        History history = new VirtualClients<Counters>(WORKLOAD, SHAPE, Map.of(), node -> memory, 1)
                .at(Duration.ofSeconds(4), memory.counters::clear)
                .run()
                .history();
        assertThat(verdict(history)).isEqualTo("invalid");
    }

    @Test
    void both_functions_succeed_often_and_every_client_reads_the_first_counter_in_the_end() throws Exception {
        History history = clients(false, 1).run().history();
        Map<String, Stats.Counts> counts = Stats.count(history);
        assertThat(counts).containsOnlyKeys(WORKLOAD.functions());
        assertThat(counts.values()).allMatch(count -> count.ok() > 500);
        List<Operation> operations = history.operations();
        assertThat(operations.subList(operations.size() - SHAPE.clients(), operations.size()))
                .allMatch(operation -> operation.function().equals("read"))
                .extracting(operation -> ((List<?>) operation.argument()).get(0).toString())
                .containsOnly("0", "1");
    }

    @Test
    void the_same_seed_gives_the_same_history_to_the_byte() throws Exception {
        assertThat(clients(false, 7).run().text())
                .isEqualTo(clients(false, 7).run().text())
                .isNotEqualTo(clients(false, 8).run().text());
    }

    @Test
    void an_operation_that_a_counter_does_not_have_is_refused() {
        Invocation pop = new Invocation(0, 0, 0, "pop", List.of("0", 1L));
        assertThatThrownBy(() -> WORKLOAD.apply(new Memory(false), pop)).isInstanceOf(IllegalArgumentException.class);
    }
}
