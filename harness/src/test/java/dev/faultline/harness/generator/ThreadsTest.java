package dev.faultline.harness.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    @Test
    void it_agrees_with_a_sorted_set_on_drawn_changes() {
        for (long seed = 0; seed < 50; seed++) {
            Dice dice = new Seed(seed).dice();
            TreeSet<Integer> model = new TreeSet<>();
            Threads threads = Threads.of();
            for (int change = 0; change < 200; change++) {
                int thread = dice.below(150) - 1;
                boolean add = dice.below(2) == 0;
                threads = add ? threads.with(thread) : threads.without(thread);
                if (add) {
                    model.add(thread);
                } else {
                    model.remove(thread);
                }
                assertSame(threads, model, dice.below(200) - 1);
            }
        }
    }

    private static void assertSame(Threads threads, TreeSet<Integer> model, int probe) {
        List<Integer> members = new ArrayList<>(model);
        assertThat(threads.size()).isEqualTo(members.size());
        assertThat(threads.isEmpty()).isEqualTo(members.isEmpty());
        assertThat(threads.contains(probe)).isEqualTo(model.contains(probe));
        assertThat(threads.rank(probe)).isEqualTo(model.headSet(probe).size());
        if (!members.isEmpty()) {
            int rank = Math.floorMod(probe, members.size());
            assertThat(threads.nth(rank)).isEqualTo(members.get(rank));
        }
        int[] same = members.stream().mapToInt(i -> i).toArray();
        assertThat(threads).isEqualTo(Threads.of(same)).hasSameHashCodeAs(Threads.of(same));
    }

    @Test
    void an_intersection_holds_what_both_have() {
        assertThat(Threads.clients(100).and(Threads.of(-1, 5, 99, 100))).isEqualTo(Threads.of(5, 99));
        assertThat(Threads.clients(100).and(Threads.of(-1, 100)).isEmpty()).isTrue();
    }

    @Test
    void a_slice_goes_by_rank() {
        assertThat(Threads.of(3, 7, 70, 71).slice(1, 3)).isEqualTo(Threads.of(7, 70));
    }

    @Test
    void a_rank_that_is_not_there_is_an_error_with_the_range() {
        assertThatThrownBy(() -> Threads.clients(3).nth(3)).hasMessage("rank must be 0 to 2, not 3");
        assertThatThrownBy(() -> Threads.clients(3).nth(-1)).hasMessage("rank must be 0 to 2, not -1");
        assertThatThrownBy(() -> Threads.of(-2)).hasMessage("thread must be -1 or more, not -2");
    }

    @Test
    void it_prints_its_members() {
        assertThat(Threads.of(2, -1, 0)).hasToString("{faults 0 2}");
    }
}
