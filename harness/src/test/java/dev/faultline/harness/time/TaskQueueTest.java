package dev.faultline.harness.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class TaskQueueTest {
    private static final long SECOND = 1_000_000_000;

    /** How far ahead tasks are set: at once, within a slice, among the slices, beyond them. */
    private static final long[] REACHES = {1, 100_000, 20_000_000, 8 * SECOND, 9 * SECOND, 3600 * SECOND};

    private record Expected(long moment, int order) {}

    @Test
    void tasksComeByMomentAndThoseOfOneMomentByArrivalHoweverFarAheadTheyWereSet() {
        for (long seed = 1; seed <= 300; seed++) {
            compareWithReference(new Seed(seed).dice());
        }
    }

    private static void compareWithReference(Dice dice) {
        TaskQueue queue = new TaskQueue();
        PriorityQueue<Expected> reference =
                new PriorityQueue<>(Comparator.comparingLong(Expected::moment).thenComparingInt(Expected::order));
        List<Integer> ran = new ArrayList<>();
        long now = 0;
        int added = 0;
        while (added < 400 || !reference.isEmpty()) {
            if (added < 400 && (reference.isEmpty() || dice.below(2) == 0)) {
                long moment = now + (long) (dice.nextDouble() * REACHES[dice.below(REACHES.length)]);
                int order = added++;
                queue.add(moment, () -> ran.add(order));
                reference.add(new Expected(moment, order));
            } else {
                Expected first = reference.remove();
                assertThat(queue.isEmpty()).isFalse();
                assertThat(queue.firstMoment()).isEqualTo(first.moment());
                queue.remove().run();
                assertThat(ran.get(ran.size() - 1)).isEqualTo(first.order());
                now = first.moment();
            }
        }
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatIsSetBeforeTheNextTaskAfterThatWasLookedAtComesBeforeIt() {
        TaskQueue queue = new TaskQueue();
        List<String> ran = new ArrayList<>();
        queue.add(3600 * SECOND, () -> ran.add("after an hour"));
        assertThat(queue.firstMoment()).isEqualTo(3600 * SECOND);
        queue.add(5 * SECOND, () -> ran.add("after five seconds"));
        queue.remove().run();
        queue.remove().run();
        assertThat(ran).containsExactly("after five seconds", "after an hour");
    }

    @Test
    void anEmptyQueueHasNoFirstTask() {
        TaskQueue queue = new TaskQueue();
        assertThatThrownBy(queue::firstMoment).hasMessage("no task is left");
        assertThatThrownBy(queue::remove).hasMessage("no task is left");
    }
}
