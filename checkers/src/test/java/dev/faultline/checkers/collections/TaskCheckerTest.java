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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskCheckerTest {
    private static final TaskChecker CHECKER = new TaskChecker();
    private static final long TASKS = 4;
    private static final int HISTORIES = 20_000;

    private static Finding find(Event... events) {
        return CHECKER.find(History.of(events));
    }

    private static TaskWitness witness(Event... events) {
        return (TaskWitness) ((Invalid) find(events).verdict()).witness();
    }

    private static Event[] submitted(long process, long id) {
        return new Event[] {Event.invoke(process, "submit", id), Event.ok(process, "submit", id)};
    }

    private static Event[] listed(long process, Object... tasks) {
        return new Event[] {Event.invoke(process, "list", null), Event.ok(process, "list", List.of(tasks))};
    }

    private static List<Object> task(long id, String state, long effects) {
        return List.of(id, state, effects, "n1");
    }

    private static Event[] all(Event[]... parts) {
        return Stream.of(parts).flatMap(Stream::of).toArray(Event[]::new);
    }

    @Test
    void tasks_that_took_effect_once_each_are_valid() {
        Finding finding = find(all(
                submitted(0, 1),
                listed(1, task(1, "running", 0)),
                submitted(1, 2),
                listed(0, task(1, "done", 1), task(2, "done", 1))));
        assertThat(finding.verdict()).isInstanceOf(Valid.class);
        assertThat(finding.details()).containsEntry("acknowledged", 2).containsEntry("final lists", 1);
    }

    @Test
    void an_acknowledged_task_that_no_final_list_has_is_lost() {
        TaskWitness witness = witness(all(submitted(0, 1), submitted(1, 2), listed(0, task(1, "done", 1))));
        assertThat(witness.summary()).isEqualTo("of 2 acknowledged tasks, lost: 2");
        assertThat(witness.story())
                .containsExactly("process 1 submitted 2, acknowledged; the last final list has no such task");
        assertThat(witness.cited()).extracting(Cited::culprit).containsExactly(false, true);
    }

    @Test
    void an_acknowledged_task_that_is_not_done_in_the_end_is_told_as_it_stands() {
        assertThat(witness(all(submitted(0, 1), listed(0, task(1, "running", 0))))
                        .story())
                .containsExactly(
                        "process 0 submitted 1, acknowledged; the last final list has [1 \"running\" 0 \"n1\"]");
        assertThat(witness(all(submitted(0, 1), listed(0, task(1, "done", 0)))).summary())
                .isEqualTo("of 1 acknowledged tasks, never done: 1");
    }

    @Test
    void a_task_that_runs_when_one_final_list_is_taken_and_is_done_by_the_next_is_valid() {
        assertThat(find(all(submitted(0, 1), listed(0, task(1, "running", 0)), listed(0, task(1, "done", 1))))
                        .verdict())
                .isInstanceOf(Valid.class);
    }

    @Test
    void a_task_with_two_effects_is_wrong_in_any_list_and_whoever_knows_that_it_was_submitted() {
        assertThat(witness(all(submitted(0, 1), listed(1, task(1, "done", 2)), submitted(0, 3)))
                        .summary())
                .isEqualTo("of 2 acknowledged tasks, done more than once: 1");
        Event[] unknown = {Event.invoke(0, "submit", 1L), Event.info(0, "submit", 1L)};
        assertThat(witness(all(unknown, listed(1, task(1, "done", 2)))).story())
                .containsExactly("process 1 was told: [1 \"done\" 2 \"n1\"]");
    }

    @Test
    void a_submission_of_unknown_outcome_may_have_happened_or_not() {
        Event[] unknown = {Event.invoke(0, "submit", 1L), Event.info(0, "submit", 1L)};
        assertThat(find(all(unknown, listed(1))).verdict()).isInstanceOf(Valid.class);
        assertThat(find(all(unknown, listed(1, task(1, "submitted", 0)))).verdict())
                .isInstanceOf(Valid.class);
        assertThat(find(all(unknown, listed(1, task(1, "done", 1)))).details())
                .containsEntry("done though unacknowledged", 1L);
    }

    @Test
    void a_task_whose_submission_failed_or_that_nobody_submitted_must_not_be_there() {
        Event[] failed = {Event.invoke(0, "submit", 1L), Event.fail(0, "submit", 1L)};
        assertThat(witness(all(failed, listed(1, task(1, "done", 1)))).summary())
                .isEqualTo("of 0 acknowledged tasks, listed though nobody had submitted it: 1");
        assertThat(witness(all(listed(1, task(9, "submitted", 0)))).breaches()).hasSize(1);
        assertThat(find(all(failed, listed(1))).verdict()).isInstanceOf(Valid.class);
    }

    @Test
    void without_a_list_after_the_last_acknowledgement_nothing_is_known() {
        assertThat(find(all(submitted(0, 1), listed(1), submitted(0, 2))).verdict())
                .isEqualTo(new Unknown("no list was answered after the last submission had been acknowledged"));
    }

    @Test
    void what_is_no_history_of_tasks_is_unknown() {
        assertThat(find(Event.invoke(0, "pop", 1L), Event.ok(0, "pop", 1L)).verdict())
                .isInstanceOf(Unknown.class);
        assertThat(find(listed(0, List.of(1L, "done"))).verdict()).isInstanceOf(Unknown.class);
        assertThat(find(Event.invoke(0, "list", null), Event.ok(0, "list", 7L)).verdict())
                .isInstanceOf(Unknown.class);
    }

    @Test
    void of_every_acknowledged_task_it_is_told_whether_it_was_kept() {
        Losses losses = CHECKER.losses(History.of(all(
                        submitted(0, 1),
                        submitted(0, 2),
                        submitted(0, 3),
                        listed(0, task(1, "done", 1), task(2, "running", 0)))))
                .orElseThrow();
        assertThat(losses.told()).hasSize(3);
        assertThat(losses.lost()).extracting(Operation::argument).containsExactly(2L, 3L);
        assertThat(CHECKER.losses(History.of(submitted(0, 1)))).isEmpty();
    }

    @Test
    void agrees_with_the_oracle_on_thousands_of_small_histories() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = random(seed);
            TaskOracle oracle = new TaskOracle(history, TASKS);
            Finding finding = CHECKER.find(history);
            seen.merge(finding.verdict().word(), 1, Integer::sum);
            assertThat(finding.verdict().word())
                    .as("seed %d %s", seed, history.events())
                    .isEqualTo(oracle.verdict());
            if (finding.verdict() instanceof Invalid invalid) {
                assertThat(((TaskWitness) invalid.witness()).breaches())
                        .as("seed %d %s", seed, history.events())
                        .extracting(breach -> (Long) breach.id())
                        .containsExactlyInAnyOrderElementsOf(oracle.wrong);
            }
        }
        assertThat(seen)
                .hasSize(3)
                .allSatisfy((verdict, count) -> assertThat(count).isGreaterThan(HISTORIES / 20));
    }

    /** Three processes submit and list; what a list says is mostly so, sometimes short of a task or of an effect, rarely too much. */
    private static History random(long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>();
        TreeSet<Long> present = new TreeSet<>();
        @Nullable Event[] open = new Event[3];
        for (int step = 0; step < 20; step++) {
            int process = random.nextInt(open.length);
            Event call = open[process];
            if (call == null) {
                call = random.nextInt(3) > 0 && step < 12
                        ? Event.invoke(process, "submit", random.nextLong(TASKS))
                        : Event.invoke(process, "list", null);
                open[process] = call;
                events.add(call);
                continue;
            }
            open[process] = null;
            int fate = random.nextInt(20);
            if (call.function().equals("list")) {
                events.add(
                        fate == 0
                                ? Event.info(process, "list", null)
                                : Event.ok(process, "list", told(random, present, step > 14)));
            } else {
                Long id = (Long) Objects.requireNonNull(call.value());
                if (fate > 2) {
                    present.add(id);
                }
                events.add(
                        fate < 2
                                ? Event.fail(process, "submit", id)
                                : fate < 5 ? Event.info(process, "submit", id) : Event.ok(process, "submit", id));
            }
        }
        return History.of(events);
    }

    private static List<Object> told(Random random, TreeSet<Long> present, boolean late) {
        List<Object> told = new ArrayList<>();
        for (long id = 0; id < TASKS; id++) {
            if (present.contains(id) ? random.nextInt(24) > 0 : random.nextInt(60) == 0) {
                boolean done = late ? random.nextInt(24) > 0 : random.nextBoolean();
                long effects = done ? 1 + (random.nextInt(40) == 0 ? 1 : 0) : random.nextInt(30) == 0 ? 1 : 0;
                told.add(task(id, done ? "done" : "running", effects));
            }
        }
        return told;
    }
}
