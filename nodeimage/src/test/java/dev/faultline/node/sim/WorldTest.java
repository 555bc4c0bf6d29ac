package dev.faultline.node.sim;

import static dev.faultline.node.sim.Stage.MILLI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorldTest {
    private final Stage stage = Stage.calm(2);

    @Test
    void a_request_is_answered_over_the_clients_link_both_ways() {
        stage.request(1, "answer hi");
        stage.run(0);
        assertThat(stage.answers).isEmpty();
        stage.run(20);
        assertThat(stage.answers).containsExactly("hi");
        assertThat(stage.world.network().counters(0, 1).delivered()).isEqualTo(1);
        assertThat(stage.world.network().counters(1, 0).delivered()).isEqualTo(1);
    }

    @Test
    void one_answer_counts() {
        stage.perform(1, "answer a answer a");
        assertThat(stage.answers).containsExactly("a");
    }

    @Test
    void a_request_to_a_node_that_does_not_run_is_refused_and_one_over_a_cut_link_unheard_of() {
        stage.world.crash(1);
        stage.perform(1, "answer a");
        assertThat(stage.answers).containsExactly("broken");

        stage.world.network().cut(0, 2);
        stage.perform(2, "answer a");
        stage.world.network().mend(0, 2);
        stage.world.network().cut(2, 0);
        stage.perform(2, "answer a");
        assertThat(stage.answers).containsExactly("broken");
    }

    @Test
    void the_end_of_a_process_ends_its_connections() {
        stage.perform(1, "send 2 a");
        assertThat(stage.answers).isEmpty();
        stage.world.exit(1);
        stage.run(20);
        assertThat(stage.answers).containsExactly("broken");
    }

    @Test
    void an_exception_ends_the_process_and_the_reason_is_kept_until_the_next() {
        stage.perform(1, "write log a throw");
        assertThat(stage.world.runs(1)).isFalse();
        assertThat(stage.world.death(1)).contains("IllegalStateException: told to");
        assertThat(stage.world.view(1).role()).isEqualTo("down");
        assertThat(stage.answers).containsExactly("broken");
        assertThat(stage.changes).containsExactly("1#1 died: IllegalStateException: told to");
        assertThat(stage.world.disk(1).content("log")).isEqualTo(Echo.bytes("a"));

        stage.boot(1);
        assertThat(stage.world.death(1)).isEmpty();
        assertThat(stage.world.incarnation(1)).isEqualTo(2);
        assertThat(stage.world.view(1).role()).isEqualTo("echo");
    }

    @Test
    void an_exception_after_a_sync_ends_the_process_when_the_sync_has_ended() {
        stage.world.disk(1).slow(100);
        stage.request(1, "write log a send 2 before sync log throw");
        stage.run(10);
        assertThat(stage.world.runs(1)).isTrue();
        stage.run(200);
        assertThat(stage.world.death(1)).isPresent();
        assertThat(stage.program(2).received).containsExactly("1:before");
    }

    @Test
    void a_timer_rings_after_its_time_and_not_when_cancelled_or_after_a_crash() {
        stage.request(1, "wait 5000000");
        stage.request(2, "wait 5000000");
        stage.run(4);
        stage.world.crash(2);
        stage.run(20);
        assertThat(stage.program(1).rung).hasSize(1);
        assertThat(stage.program(1).rung.get(0)).isBetween(5 * MILLI, 6 * MILLI);
        assertThat(stage.program(2).rung).isEmpty();

        Echo echo = stage.program(1);
        echo.env().after(MILLI, () -> echo.received.add("cancelled")).cancel();
        stage.run(20);
        assertThat(echo.received).isEmpty();
    }

    @Test
    void a_paused_process_handles_late_what_came_meanwhile() {
        stage.request(2, "wait 5000000");
        stage.run(3);
        stage.world.pause(2);
        stage.perform(1, "send 2 a");
        stage.perform(2, "answer b");
        assertThat(stage.program(2).received).isEmpty();
        assertThat(stage.answers).isEmpty();
        stage.world.resume(2);
        stage.run(20);
        assertThat(stage.program(2).received).containsExactly("1:a");
        assertThat(stage.answers).containsExactly("b");
        // The clock went on, so that the timer knows how late it is.
        assertThat(stage.program(2).rung.get(0)).isGreaterThan(200 * MILLI);
    }

    @Test
    void a_pause_holds_back_what_was_to_leave_after_a_sync() {
        stage.world.disk(1).slow(20);
        stage.request(1, "write log a sync log send 2 after");
        stage.run(3);
        stage.world.pause(1);
        stage.run(100);
        assertThat(stage.program(2).received).isEmpty();
        stage.world.resume(1);
        stage.run(20);
        assertThat(stage.program(2).received).containsExactly("1:after");
    }

    @Test
    void more_than_may_wait_is_dropped() {
        WorldOptions calm = WorldOptions.calm();
        Stage narrow =
                new Stage(1, new WorldOptions(calm.epochNanos(), 1, 0, 1, 0, 0, 0, true, 1, 1, 1, 1000, 0, 0, 0, 3), 2);
        narrow.world.pause(2);
        narrow.perform(1, "send 2 a send 2 b send 2 c send 2 d");
        assertThat(narrow.drops).containsExactly("1>2 d OVERFLOW");
        narrow.world.resume(2);
        narrow.perform(1, "send 2 e");
        assertThat(narrow.program(2).received).containsExactly("1:a", "1:b", "1:c", "1:e");
    }

    @Test
    void a_slow_node_is_late_by_what_it_takes() {
        stage.world.slow(1, 1000);
        stage.request(1, "answer a");
        stage.run(4);
        assertThat(stage.answers).isEmpty();
        stage.run(10);
        assertThat(stage.answers).containsExactly("a");
    }

    @Test
    void a_process_is_busy_while_it_syncs_and_what_it_sends_afterwards_leaves_then() {
        stage.world.disk(1).slow(50);
        stage.request(1, "send 2 before write log a sync log send 2 after");
        stage.run(5);
        stage.request(1, "send 2 later");
        stage.run(5);
        assertThat(stage.program(2).received).containsExactly("1:before");
        stage.run(100);
        assertThat(stage.program(2).received).containsExactlyInAnyOrder("1:before", "1:after", "1:later");
    }

    @Test
    void a_crash_during_a_sync_stops_what_was_to_leave_after_it() {
        stage.world.disk(1).slow(50);
        stage.request(1, "write log a sync log send 2 after answer done");
        stage.run(5);
        stage.world.crash(1);
        stage.run(100);
        assertThat(stage.program(2).received).isEmpty();
        assertThat(stage.answers).containsExactly("broken");
    }

    @Test
    void a_node_runs_one_process() {
        assertThatThrownBy(() -> stage.boot(1)).isInstanceOf(IllegalStateException.class);
        stage.world.exit(1);
        assertThatThrownBy(() -> stage.world.pause(1)).isInstanceOf(IllegalStateException.class);
        stage.boot(1);
        assertThat(stage.world.runs(1)).isTrue();
    }
}
