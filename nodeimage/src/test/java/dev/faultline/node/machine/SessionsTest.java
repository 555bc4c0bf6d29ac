package dev.faultline.node.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.Bug;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.LockOperation;
import dev.faultline.node.protocol.QueueOperation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A command of a session takes effect once (dissertation 6.3). */
class SessionsTest {
    private static final CounterOperation.Add INCREMENT = new CounterOperation.Add("c", 1);

    @Test
    void a_command_that_comes_again_is_answered_as_the_first_time_and_has_no_effect() {
        Driver driver = new Driver();
        long session = driver.session("a");
        assertThat(driver.ask(new Command(session, 1, INCREMENT))).isEqualTo(Ok.of(1));
        driver.once(INCREMENT);
        assertThat(driver.ask(new Command(session, 1, INCREMENT))).isEqualTo(Ok.of(1));
        assertThat(driver.ask(new Command(session, 2, INCREMENT))).isEqualTo(Ok.of(3));
    }

    @Test
    void with_the_planted_bug_a_retry_takes_effect_again() {
        Driver driver = new Driver(Bug.RETRY_APPLIED_TWICE);
        long session = driver.session("a");
        driver.ask(new Command(session, 1, INCREMENT));
        assertThat(driver.ask(new Command(session, 1, INCREMENT))).isEqualTo(Ok.of(2));
    }

    @Test
    void sessions_do_not_know_each_others_commands() {
        Driver driver = new Driver();
        long one = driver.session("a");
        long other = driver.session("b");
        assertThat(other).isNotEqualTo(one);
        driver.ask(new Command(one, 1, INCREMENT));
        assertThat(driver.ask(new Command(other, 1, INCREMENT))).isEqualTo(Ok.of(2));
    }

    @Test
    void what_a_late_copy_of_an_old_command_did_is_not_known_and_it_does_nothing() {
        Driver driver = new Driver();
        long session = driver.session("a");
        driver.ask(new Command(session, 1, INCREMENT));
        driver.ask(new Command(session, 2, INCREMENT));
        assertThat(driver.ask(new Command(session, 1, INCREMENT))).isInstanceOf(Response.Unknown.class);
        assertThat(driver.once(new CounterOperation.Read("c"))).isEqualTo(Ok.of(2));
    }

    @Test
    void saying_hello_again_gives_the_same_session() {
        Driver driver = new Driver();
        long session = driver.session("a");
        driver.session("b");
        assertThat(driver.session("a")).isEqualTo(session);
    }

    @Test
    void a_closed_session_performs_nothing_more() {
        Driver driver = new Driver();
        long session = driver.session("a");
        driver.ask(new Request.Goodbye(session));
        assertThat(driver.ask(new Command(session, 1, INCREMENT))).isInstanceOf(Response.Unknown.class);
        assertThat(driver.once(new CounterOperation.Read("c"))).isEqualTo(Ok.of(0));
        assertThat(driver.session("a")).isNotEqualTo(session);
    }

    @Test
    void a_session_ends_when_unused_for_too_long_and_not_before() {
        Driver driver = new Driver(new ReplicatedMachine(Set.of(), new Sessions.Limits(5_000_000_000L, 10)));
        long used = driver.session("a");
        long unused = driver.session("b");
        driver.afterMillis(4_000).ask(new Command(used, 1, INCREMENT));
        driver.afterMillis(4_000);
        assertThat(driver.ask(new Command(used, 2, INCREMENT))).isEqualTo(Ok.of(2));
        assertThat(driver.ask(new Command(unused, 1, INCREMENT))).isInstanceOf(Response.Unknown.class);
    }

    @Test
    void too_many_sessions_end_the_one_unused_for_longest() {
        Driver driver = new Driver(new ReplicatedMachine(Set.of(), new Sessions.Limits(5_000_000_000L, 2)));
        long first = driver.session("a");
        long second = driver.afterMillis(1).session("b");
        driver.afterMillis(1).ask(new Command(first, 1, INCREMENT));
        driver.afterMillis(1).session("c");
        assertThat(driver.machine.openSessions()).isEqualTo(2);
        assertThat(driver.ask(new Command(first, 2, INCREMENT))).isEqualTo(Ok.of(2));
        assertThat(driver.ask(new Command(second, 1, INCREMENT))).isInstanceOf(Response.Unknown.class);
    }

    @Test
    void what_is_taken_from_a_queue_or_acquired_by_a_retry_is_what_was_at_first() {
        Driver driver = new Driver();
        long session = driver.session("a");
        driver.once(new QueueOperation.Enqueue("q", 1));
        driver.once(new QueueOperation.Enqueue("q", 2));
        driver.ask(new Command(session, 1, new QueueOperation.Dequeue("q")));
        assertThat(driver.ask(new Command(session, 1, new QueueOperation.Dequeue("q"))))
                .isEqualTo(Ok.of(1));
        driver.ask(new Command(session, 2, new LockOperation.Acquire("l", 10)));
        assertThat(driver.ask(new Command(session, 2, new LockOperation.Acquire("l", 10))))
                .isEqualTo(Ok.of(1));
    }
}
