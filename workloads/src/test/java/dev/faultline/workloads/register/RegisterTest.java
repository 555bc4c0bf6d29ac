package dev.faultline.workloads.register;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.harness.option.Options;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterTest {
    private static final Register WORKLOAD = new Register();

    private static Verdict check(History history) {
        return WORKLOAD.checker(Options.resolve(WORKLOAD.options(), Map.of())).check(history);
    }

    private static List<?> keyed(Operation operation) {
        return (List<?>) operation.argument();
    }

    private static long count(History history, String function, boolean ok) {
        return history.operations().stream()
                .filter(operation -> operation.function().equals(function) && operation.isOk() == ok)
                .count();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void linearizable_registers_are_valid(long seed) {
        History history = VirtualRun.healthy(seed).history();
        assertThat(check(history).word()).isEqualTo("valid");
        assertThat(history.operations()).hasSizeGreaterThan(8_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_node_that_answers_stale_reads_is_convicted(long seed) {
        assertThat(check(VirtualRun.withStale("n3", seed).history())).isInstanceOfSatisfying(Invalid.class, invalid -> {
            LinearizabilityWitness witness = (LinearizabilityWitness) invalid.witness();
            assertThat(witness.core()).anySatisfy(operation -> {
                assertThat(operation.function()).isEqualTo("read");
                assertThat(operation.node()).isEqualTo("n3");
            });
        });
    }

    private static History writtenThenRead(Object read) {
        return History.of(
                Event.invoke(0, "read", Arrays.asList("a", null)),
                Event.ok(0, "read", Arrays.asList("a", null)),
                Event.invoke(0, "write", List.of("a", 1L)),
                Event.ok(0, "write", List.of("a", 1L)),
                Event.invoke(1, "read", Arrays.asList("a", null)),
                Event.invoke(2, "read", Arrays.asList("a", null)),
                Event.info(2, "read", Arrays.asList("a", null)),
                Event.ok(1, "read", Arrays.asList("a", read)));
    }

    @Test
    void a_written_value_that_is_gone_is_a_violation() {
        assertThat(check(writtenThenRead(1L)).word()).isEqualTo("valid");
        assertThat(check(writtenThenRead(null)).word()).isEqualTo("invalid");
    }

    @Test
    void the_same_seed_gives_the_same_history_to_the_byte() {
        assertThat(VirtualRun.withStale("n3", 7).text())
                .isEqualTo(VirtualRun.withStale("n3", 7).text());
        assertThat(VirtualRun.healthy(7).text())
                .isNotEqualTo(VirtualRun.healthy(8).text());
    }

    @Test
    void no_value_is_ever_written_twice_to_a_key() {
        Set<List<Object>> written = new HashSet<>();
        for (Operation operation : VirtualRun.healthy(1).history().operations()) {
            if (!operation.function().equals("read")) {
                Object value = keyed(operation).get(1);
                Object fresh = value instanceof List<?> change ? change.get(1) : value;
                assertThat(written.add(List.of(String.valueOf(keyed(operation).get(0)), String.valueOf(fresh))))
                        .as("%s", operation)
                        .isTrue();
            }
        }
        assertThat(written).hasSizeGreaterThan(2_000);
    }

    @Test
    void every_node_has_a_process_that_does_everything_and_one_that_only_reads() {
        Map<String, Map<String, Set<String>>> functions = new HashMap<>();
        for (Operation operation : VirtualRun.healthy(1).history().operations()) {
            long thread = Long.parseLong(operation.process().toString()) % 10;
            functions
                    .computeIfAbsent(String.valueOf(operation.node()), n -> new HashMap<>())
                    .computeIfAbsent(Long.toString(thread), t -> new TreeSet<>())
                    .add(operation.function());
        }
        assertThat(functions)
                .hasSize(5)
                .allSatisfy((node, threads) -> assertThat(threads.values())
                        .containsExactlyInAnyOrder(
                                new TreeSet<>(Set.of("read")), new TreeSet<>(Set.of("cas", "read", "write"))));
    }

    @Test
    void operations_of_every_kind_succeed_often_and_some_compare_and_sets_must_fail() {
        History history = VirtualRun.healthy(1).history();
        assertThat(count(history, "read", true)).isGreaterThan(4_000);
        assertThat(count(history, "write", true)).isGreaterThan(1_000);
        assertThat(count(history, "cas", true)).isGreaterThan(200);
        assertThat(count(history, "cas", false)).isPositive();
    }

    @Test
    void keys_are_used_one_after_the_other() {
        List<String> keys = VirtualRun.healthy(1).history().operations().stream()
                .map(operation -> String.valueOf(keyed(operation).get(0)))
                .distinct()
                .collect(Collectors.toList());
        assertThat(keys).hasSizeBetween(6, 10).startsWith("0", "1");
    }

    @Test
    void in_the_end_every_client_reads_the_first_key() {
        List<Operation> operations = VirtualRun.healthy(1).history().operations();
        List<Operation> last = operations.subList(operations.size() - 10, operations.size());
        assertThat(last).allSatisfy(operation -> {
            assertThat(operation.function()).isEqualTo("read");
            assertThat(keyed(operation).get(0)).isEqualTo("0");
        });
        assertThat(last).extracting(Operation::node).contains("n1", "n2", "n3", "n4", "n5");
    }
}
