package dev.faultline.harness.generator;

import static dev.faultline.harness.generator.Generators.concurrentKeys;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.onClients;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.reserve;
import static java.time.Duration.ofMillis;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.run.Log;
import dev.faultline.harness.run.Log.Event;
import dev.faultline.harness.run.Rehearsal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConcurrentKeysTest {
    private static final Generator READS = repeat(Operation.of("read"));
    private static final Generator WRITES = repeat(turn -> new Operation("write", turn.ordinal()));

    private static Object key(Event event) {
        return ((List<?>) event.value()).get(0);
    }

    private static Object bare(Event event) {
        return ((List<?>) event.value()).get(1);
    }

    @Test
    void values_become_pairs_of_key_and_value_nothing_included() {
        Log log = Rehearsal.with(1).run(onClients(concurrentKeys(1, List.of("x", "y"), key -> READS.limit(2))));
        assertThat(log.values())
                .containsExactly(
                        Arrays.asList("x", null),
                        Arrays.asList("x", null),
                        Arrays.asList("y", null),
                        Arrays.asList("y", null));
    }

    @Test
    void a_group_works_on_one_key_at_a_time_and_every_key_is_had_once() {
        Log log = Rehearsal.with(6)
                .run(onClients(concurrentKeys(2, n -> n, key -> READS.limit(10)).limit(300)));
        Map<Object, Set<Integer>> threads = log.invocations().stream()
                .collect(groupingBy(
                        ConcurrentKeysTest::key, TreeMap::new, mapping(Event::thread, toCollection(TreeSet::new))));
        assertThat(threads).hasSizeBetween(30, 33);
        threads.forEach((key, users) -> {
            int group = (int) ((long) key % 3);
            assertThat(users).isSubsetOf(2 * group, 2 * group + 1);
        });
        assertThat(log.invocations().stream().filter(e -> key(e).equals(4L))).hasSize(10);
    }

    @Test
    void the_last_group_with_keys_ends_it() {
        Log log = Rehearsal.with(4).run(onClients(concurrentKeys(2, List.of(1, 2, 3), key -> READS.limit(5))));
        assertThat(log.invocations()).hasSize(15);
        assertThat(log.invocations().stream().filter(e -> key(e).equals(3)).map(Event::thread))
                .containsOnly(0, 1);
    }

    @Test
    void threads_have_roles_within_their_group() {
        Log log = Rehearsal.with(8)
                .run(onClients(concurrentKeys(
                                4, n -> n, key -> reserve(1, WRITES, READS).limit(40))
                        .limit(400)));
        assertThat(log.invocations())
                .allSatisfy(
                        event -> assertThat(event.function()).isEqualTo(event.thread() % 4 == 0 ? "write" : "read"));
    }

    @Test
    void a_written_value_is_never_used_again_for_its_key() {
        Generator values = mix(WRITES, repeat(turn -> new Operation("other", turn.ordinal())));
        Log log = Rehearsal.with(4)
                .run(onClients(
                        concurrentKeys(2, n -> n, key -> values.limit(30)).limit(600)));
        assertThat(log.values()).hasSize(600).doesNotHaveDuplicates();
        assertThat(log.invocations())
                .allSatisfy(event -> assertThat((long) bare(event)).isBetween(0L, 29L));
    }

    @Test
    void a_compare_and_set_expects_what_its_process_last_saw_of_the_key() {
        Generator cas = repeat(turn -> new Operation(
                "cas", turn.lastOk().map(Operation::value).map(Object::toString).orElse("none")));
        Log log = Rehearsal.with(4)
                .eachTakes(invocation -> ofMillis(1 + invocation.thread()))
                .eachEnds(i -> i.function().equals("cas")
                        ? Completion.fail(i.value(), "refused")
                        : i.nanos() % 7 == 0
                                ? Completion.info(i.value(), "lost")
                                : Completion.ok(Arrays.asList(((List<?>) i.value()).get(0), i.nanos())))
                .run(onClients(concurrentKeys(2, n -> n, key -> mix(READS, cas).limit(20))
                        .limit(400)));
        Map<List<Object>, Object> seen = new HashMap<>();
        int informed = 0;
        for (Event event : log.events()) {
            List<Object> of = List.of(event.process(), key(event));
            if (event.type().equals("ok")) {
                seen.put(of, bare(event));
            } else if (event.isInvocation() && event.function().equals("cas")) {
                assertThat(bare(event)).isEqualTo(seen.getOrDefault(of, "none").toString());
                informed += seen.containsKey(of) ? 1 : 0;
            }
        }
        assertThat(informed).isGreaterThan(100);
    }

    @Test
    void what_a_key_draws_depends_on_no_other_key() {
        Generator drawn = repeat(turn -> new Operation("write", turn.dice().below(1_000_000)));
        List<Object> alone =
                draws(Rehearsal.with(2).eachTakes(ofMillis(3)), concurrentKeys(2, n -> n, key -> drawn), 0L);
        List<Object> paced = draws(
                Rehearsal.with(2).eachTakes(ofMillis(1)),
                concurrentKeys(2, n -> n, key -> drawn).stagger(ofMillis(5)),
                0L);
        assertThat(alone).hasSize(50).doesNotHaveDuplicates();
        assertThat(paced).hasSize(50).doesNotHaveDuplicates();
        List<Object> beside = draws(
                Rehearsal.with(2).eachTakes(invocation -> ofMillis(1 + invocation.nanos() % 13)),
                concurrentKeys(2, n -> n, key -> drawn),
                0L);
        assertThat(beside).isEqualTo(alone);
    }

    private static List<Object> draws(Rehearsal rehearsal, Generator generator, Object key) {
        return rehearsal.run(onClients(generator.limit(50))).invocations().stream()
                .filter(event -> key(event).equals(key))
                .map(ConcurrentKeysTest::bare)
                .toList();
    }

    @Test
    void a_key_with_nothing_to_do_is_a_mistake_and_not_an_endless_search() {
        assertThatThrownBy(() -> Rehearsal.with(1).run(onClients(concurrentKeys(1, n -> n, key -> READS.limit(0)))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("concurrentKeys: the generator of key 0 has no operation");
    }
}
