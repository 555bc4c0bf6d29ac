package dev.faultline.harness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AllAtOnceTest {

    @Test
    void results_come_in_the_order_of_the_items() {
        CountDownLatch lastIsDone = new CountDownLatch(1);
        List<Integer> doubled = AllAtOnce.map(List.of(1, 2, 3), n -> {
            if (n == 3) {
                lastIsDone.countDown();
            } else {
                awaitUninterrupted(lastIsDone);
            }
            return 2 * n;
        });
        assertThat(doubled).containsExactly(2, 4, 6);
    }

    @Test
    void one_failure_does_not_keep_the_others_from_being_done() {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        assertThatThrownBy(() -> AllAtOnce.each(List.of(1, 2, 3), n -> {
                    done.add(n);
                    if (n != 2) {
                        throw new IllegalStateException("no " + n);
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no 1")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("no 3"));
        assertThat(done).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void an_interrupted_caller_still_waits_and_stays_interrupted() {
        Thread.currentThread().interrupt();
        assertThat(AllAtOnce.map(List.of(1), n -> n)).containsExactly(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void in_turn_is_on_the_callers_thread_and_a_failure_does_not_keep_the_others_from_being_done() {
        List<Integer> done = new ArrayList<>();
        List<Thread> threads = AllAtOnce.inTurn(List.of(1, 2), n -> Thread.currentThread());
        assertThat(threads).containsOnly(Thread.currentThread());
        assertThatThrownBy(() -> AllAtOnce.inTurn(List.of(1, 2, 3), n -> {
                    done.add(n);
                    if (n < 3) {
                        throw new IllegalStateException("no " + n);
                    }
                    return n;
                }))
                .hasMessage("no 1")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(done).containsExactly(1, 2, 3);
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
