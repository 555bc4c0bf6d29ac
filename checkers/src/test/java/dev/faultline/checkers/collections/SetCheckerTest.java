package dev.faultline.checkers.collections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Losses;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SetCheckerTest {
    private static final long ELEMENTS = 6;

    private static Finding find(Event... events) {
        return new SetChecker().find(History.of(events));
    }

    private static SetWitness witness(Event... events) {
        return (SetWitness) ((Invalid) find(events).verdict()).witness();
    }

    private static Event[] added(long process, long element) {
        return new Event[] {Event.invoke(process, "add", element), Event.ok(process, "add", element)};
    }

    private static Event[] read(long process, Long... elements) {
        return new Event[] {Event.invoke(process, "read", null), Event.ok(process, "read", List.of(elements))};
    }

    private static Event[] all(Event[]... parts) {
        return java.util.Arrays.stream(parts).flatMap(java.util.Arrays::stream).toArray(Event[]::new);
    }

    @Test
    void what_was_acknowledged_and_is_there_in_the_end_is_valid() {
        Finding finding = find(all(added(0, 1), added(1, 2), read(0, 1L, 2L)));
        assertThat(finding.verdict()).isInstanceOf(Valid.class);
        assertThat(finding.details()).containsEntry("acknowledged", 2).containsEntry("lost", 0);
    }

    @Test
    void an_acknowledged_element_that_no_final_read_has_is_lost() {
        SetWitness witness = witness(all(added(0, 1), added(1, 2), read(0, 1L), read(1, 1L)));
        assertThat(witness.summary()).isEqualTo("1 of 2 acknowledged elements is lost: 2");
        assertThat(witness.story())
                .containsExactly(
                        "process 1 added 2", "all 2 final reads lack it, the first by process 0 with 1 elements");
        assertThat(witness.cited()).extracting(Cited::culprit).containsExactly(false, false, true);
    }

    @Test
    void an_element_that_one_final_read_has_is_not_lost_but_told() {
        Finding finding = find(all(added(0, 1), read(0, 1L), read(1)));
        assertThat(finding.verdict()).isInstanceOf(Valid.class);
        assertThat(finding.details()).containsEntry("in some final reads only", 1);
    }

    @Test
    void a_read_that_began_before_the_last_acknowledgement_is_not_final() {
        Finding finding = find(all(added(0, 1), read(1, 1L), added(0, 2)));
        assertThat(finding.verdict())
                .isEqualTo(new Unknown("no read was answered after the last add had been acknowledged"));
    }

    @Test
    void an_element_of_unknown_outcome_may_be_there_or_not() {
        Event[] unknown = {Event.invoke(0, "add", 1L), Event.info(0, "add", 1L)};
        assertThat(find(all(unknown, read(1))).verdict()).isInstanceOf(Valid.class);
        Finding there = find(all(unknown, read(1, 1L)));
        assertThat(there.verdict()).isInstanceOf(Valid.class);
        assertThat(there.details()).containsEntry("recovered", 1).containsEntry("recovered elements", "1");
    }

    @Test
    void an_element_whose_add_failed_or_that_nobody_added_or_not_yet_is_unexpected() {
        Event[] failed = {Event.invoke(0, "add", 1L), Event.fail(0, "add", 1L)};
        assertThat(witness(all(failed, read(1, 1L))).summary()).isEqualTo("read, though nobody had added it: 1");
        assertThat(witness(all(read(1, 9L))).summary()).isEqualTo("read, though nobody had added it: 9");
        assertThat(witness(all(read(1, 1L), added(0, 1), read(1, 1L))).unexpected())
                .hasSize(1);
    }

    @Test
    void many_lost_elements_are_told_in_ranges_with_who_added_the_first_and_the_last_and_on_which_nodes() {
        List<Event> events = new ArrayList<>();
        for (long e = 0; e < 1500; e++) {
            String node = e < 1000 ? "n1" : "n2";
            events.add(Event.invoke(e % 2, "add", e).at(e * 1_000_000).with("node", node));
            events.add(Event.ok(e % 2, "add", e).at(e * 1_000_000 + 500_000).with("node", node));
        }
        events.add(Event.invoke(0, "read", null).at(2_000_000_000L).with("node", "n2"));
        events.add(Event.ok(0, "read", List.of(3L)).at(2_001_000_000L).with("node", "n2"));
        SetWitness witness = witness(events.toArray(Event[]::new));
        assertThat(witness.summary()).isEqualTo("1,499 of 1,500 acknowledged elements are lost: 0..2 4..1499");
        assertThat(witness.story())
                .containsExactly(
                        "process 0 (n1) added 0, acknowledged at 0.001 s; the last of them, process 1 (n2) added 1499,"
                                + " acknowledged at 1.500 s",
                        "they had been acknowledged by n1 (999), n2 (500)",
                        "the only final read lacks them, the first by process 0 (n2) at 2.000 s with 1 elements");
        assertThat(witness.cited()).hasSize(1500);
    }

    @Test
    void what_is_no_history_of_a_set_is_unknown() {
        assertThat(find(Event.invoke(0, "pop", 1L), Event.ok(0, "pop", 1L)).verdict())
                .isInstanceOfSatisfying(
                        Unknown.class, u -> assertThat(u.cause()).contains("expected add or read"));
        assertThat(find(Event.invoke(0, "read", null), Event.ok(0, "read", 7L)).verdict())
                .isInstanceOfSatisfying(
                        Unknown.class, u -> assertThat(u.cause()).contains("expected a collection"));
    }

    @Test
    void of_every_acknowledged_add_it_is_told_whether_it_was_kept() {
        Event[] unknown = {Event.invoke(1, "add", 3L), Event.info(1, "add", 3L)};
        Losses some = losses(all(added(0, 1), added(0, 2), unknown, read(0, 1L)));
        assertThat(some.told()).extracting(Operation::argument).containsExactly(1L, 2L);
        assertThat(some.lost()).extracting(Operation::argument).containsExactly(2L);
        assertThat(losses(all(added(0, 1), read(0, 1L))).lost()).isEmpty();
    }

    @Test
    void of_no_add_it_is_told_without_a_final_read_or_an_acknowledgement() {
        SetChecker checker = new SetChecker();
        assertThat(checker.losses(History.of(added(0, 1)))).isEmpty();
        assertThat(checker.losses(History.of(read(0)))).isEmpty();
        assertThat(checker.losses(History.of(Event.invoke(0, "pop", 1L), Event.ok(0, "pop", 1L))))
                .isEmpty();
    }

    private static Losses losses(Event... events) {
        return new SetChecker().losses(History.of(events)).orElseThrow();
    }

    @Test
    void agrees_with_the_oracle_on_thousands_of_small_histories() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < 20_000; seed++) {
            History history = random(seed);
            SetOracle oracle = new SetOracle(history, ELEMENTS);
            Finding finding = new SetChecker().find(history);
            seen.merge(finding.verdict().word(), 1, Integer::sum);
            assertThat(finding.verdict().word())
                    .as("seed %d %s", seed, history.events())
                    .isEqualTo(oracle.verdict());
            assertThat(finding.details())
                    .as("seed %d %s", seed, history.events())
                    .containsEntry("lost", oracle.lost.size())
                    .containsEntry("unexpected", oracle.unexpected.size())
                    .containsEntry("recovered", oracle.recovered.size())
                    .containsEntry("lost elements", Ranges.of(List.copyOf(oracle.lost)))
                    .containsEntry("recovered elements", Ranges.of(List.copyOf(oracle.recovered)));
        }
        assertThat(seen)
                .hasSize(3)
                .allSatisfy((verdict, count) -> assertThat(count).isGreaterThan(1000));
    }

    /** Three processes add and read at random; what a read holds is mostly what was added, sometimes less, rarely more. */
    private static History random(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        List<Long> present = new ArrayList<>();
        @Nullable Event[] open = new Event[3];
        for (int step = 0; step < 24; step++) {
            int process = random.nextInt(open.length);
            Event call = open[process];
            if (call == null) {
                call = random.nextInt(3) > 0 && step < 16
                        ? Event.invoke(process, "add", random.nextLong(ELEMENTS))
                        : Event.invoke(process, "read", null);
                open[process] = call;
                events.add(call);
                continue;
            }
            open[process] = null;
            int fate = random.nextInt(20);
            if (call.function().equals("read")) {
                events.add(
                        fate == 0
                                ? Event.info(process, "read", null)
                                : Event.ok(process, "read", told(random, present)));
            } else {
                if (fate > 3 && !present.contains(call.value())) {
                    present.add((Long) java.util.Objects.requireNonNull(call.value()));
                }
                events.add(
                        fate < 3
                                ? Event.fail(process, "add", call.value())
                                : fate < 6
                                        ? Event.info(process, "add", call.value())
                                        : Event.ok(process, "add", call.value()));
            }
        }
        return History.of(events);
    }

    private static List<Long> told(Random random, List<Long> present) {
        List<Long> told = new ArrayList<>(present);
        if (random.nextInt(6) == 0 && !told.isEmpty()) {
            told.remove(random.nextInt(told.size()));
        }
        if (random.nextInt(12) == 0) {
            told.add(random.nextLong(ELEMENTS));
        }
        told.sort(Comparator.naturalOrder());
        return told;
    }
}
