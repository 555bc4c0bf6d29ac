package dev.faultline.node.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final EventQueue queue = new EventQueue();
    private final List<String> done = new ArrayList<>();

    @Test
    void tasks_of_one_time_go_by_order_of_arrival() {
        queue.at(5, () -> done.add("b"));
        queue.at(5, () -> done.add("c"));
        queue.at(1, () -> done.add("a"));
        queue.at(5, () -> done.add("d"));
        queue.runUntil(5);
        assertThat(done).containsExactly("a", "b", "c", "d");
    }

    @Test
    void what_is_past_happens_now_and_never_within_the_call() {
        queue.at(7, () -> {
            queue.at(3, () -> done.add("late at " + queue.nanos()));
            done.add("first");
        });
        queue.runUntil(7);
        assertThat(done).containsExactly("first", "late at 7");
    }

    @Test
    void it_runs_to_a_time_and_no_further() {
        queue.at(10, () -> done.add("a"));
        queue.at(11, () -> done.add("b"));
        queue.runUntil(10);
        assertThat(done).containsExactly("a");
        assertThat(queue.nanos()).isEqualTo(10);
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void an_end_that_cannot_be_reached_is_an_error() {
        queue.at(10, () -> done.add("a"));
        assertThatThrownBy(() -> queue.runUntil(() -> false)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void it_agrees_with_a_priority_queue_on_drawn_schedules() {
        record Task(long time, long order) {}
        for (int seed = 0; seed < 200; seed++) {
            Dice dice = (Dice) Dice.source(seed).apply("schedule");
            EventQueue tested = new EventQueue();
            PriorityQueue<Task> oracle =
                    new PriorityQueue<>(Comparator.comparingLong(Task::time).thenComparingLong(Task::order));
            List<Task> ran = new ArrayList<>();
            List<Task> expected = new ArrayList<>();
            long order = 0;
            for (int i = 0; i < 3000; i++) {
                if (dice.nextInt(5) < 3) {
                    Task task = new Task(Math.max(tested.nanos(), dice.nextInt(i + 10)), order++);
                    oracle.add(task);
                    tested.at(task.time(), () -> ran.add(task));
                } else if (tested.step()) {
                    expected.add(oracle.remove());
                }
            }
            while (tested.step()) {
                expected.add(oracle.remove());
            }
            assertThat(ran).isEqualTo(expected);
        }
    }
}
