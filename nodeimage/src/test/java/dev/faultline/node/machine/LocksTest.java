package dev.faultline.node.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.Bug;
import dev.faultline.node.protocol.LockOperation;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One holder at a time, and the resource refuses the one before. */
class LocksTest {
    private final Driver driver = new Driver();

    @Test
    void nobody_acquires_a_held_lock_until_it_is_released() {
        assertThat(acquire(driver)).isEqualTo(Ok.of(1));
        assertThat(acquire(driver)).isEqualTo(Ok.NOTHING);
        assertThat(driver.once(new LockOperation.Release("l", 1))).isEqualTo(Ok.of(1));
        assertThat(acquire(driver)).isEqualTo(Ok.of(2));
    }

    @Test
    void a_lease_ends_by_time_and_not_before() {
        acquire(driver);
        assertThat(acquire(driver.afterMillis(99))).isEqualTo(Ok.NOTHING);
        assertThat(acquire(driver.afterMillis(1))).isEqualTo(Ok.of(2));
    }

    @Test
    void a_lease_that_is_renewed_lasts_longer() {
        acquire(driver);
        assertThat(driver.afterMillis(60).once(new LockOperation.Renew("l", 1, 100)))
                .isEqualTo(Ok.of(1));
        assertThat(acquire(driver.afterMillis(99))).isEqualTo(Ok.NOTHING);
        driver.afterMillis(1);
        assertThat(driver.once(new LockOperation.Renew("l", 1, 100))).isEqualTo(Ok.of(0));
        assertThat(acquire(driver)).isEqualTo(Ok.of(2));
    }

    @Test
    void who_does_not_hold_a_lock_can_neither_renew_nor_release_it() {
        assertThat(driver.once(new LockOperation.Release("l", 0))).isEqualTo(Ok.of(0));
        acquire(driver);
        acquire(driver.afterMillis(100));
        assertThat(driver.once(new LockOperation.Renew("l", 1, 100))).isEqualTo(Ok.of(0));
        assertThat(driver.once(new LockOperation.Release("l", 1))).isEqualTo(Ok.of(0));
        assertThat(acquire(driver)).isEqualTo(Ok.NOTHING);
    }

    @Test
    void the_resource_refuses_a_token_once_it_has_seen_a_greater_one() {
        loseTheLock(driver);
        assertThat(driver.once(new LockOperation.ResourceWrite("l", 2, 20, true)))
                .isEqualTo(Ok.of(1));
        assertThat(driver.once(new LockOperation.ResourceWrite("l", 1, 10, true)))
                .isEqualTo(Ok.of(0));
        assertThat(driver.once(new LockOperation.ResourceRead("l"))).isEqualTo(new Ok(new Value.Pair(2, 20)));
    }

    @Test
    void an_unfenced_write_goes_through_whoever_holds_the_lock() {
        loseTheLock(driver);
        driver.once(new LockOperation.ResourceWrite("l", 2, 20, true));
        assertThat(driver.once(new LockOperation.ResourceWrite("l", 1, 10, false)))
                .isEqualTo(Ok.of(1));
        assertThat(driver.once(new LockOperation.ResourceRead("l"))).isEqualTo(new Ok(new Value.Pair(1, 10)));
        assertThat(driver.once(new LockOperation.ResourceWrite("l", 1, 11, true)))
                .isEqualTo(Ok.of(0));
    }

    @Test
    void with_the_planted_bug_the_resource_does_not_look_at_tokens() {
        Driver broken = new Driver(Bug.LOCK_WITHOUT_FENCING);
        loseTheLock(broken);
        broken.once(new LockOperation.ResourceWrite("l", 2, 20, true));
        assertThat(broken.once(new LockOperation.ResourceWrite("l", 1, 10, true)))
                .isEqualTo(Ok.of(1));
    }

    @Test
    void time_does_not_go_back_when_a_leader_stamps_less_than_the_one_before() {
        acquire(driver.afterMillis(1_000));
        assertThat(acquire(driver.afterMillis(-500))).isEqualTo(Ok.NOTHING);
        assertThat(acquire(driver.afterMillis(599))).isEqualTo(Ok.NOTHING);
        assertThat(acquire(driver.afterMillis(1))).isEqualTo(Ok.of(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, Locks.LEASE_MILLIS_MAX + 1})
    void a_lease_of_no_sensible_length_is_refused(long millis) {
        assertThat(driver.once(new LockOperation.Acquire("l", millis))).isInstanceOf(Response.Refused.class);
        acquire(driver);
        assertThat(driver.once(new LockOperation.Renew("l", 1, millis))).isInstanceOf(Response.Refused.class);
    }

    private static void loseTheLock(Driver driver) {
        acquire(driver);
        acquire(driver.afterMillis(100));
    }

    private static Response acquire(Driver driver) {
        return driver.once(new LockOperation.Acquire("l", 100));
    }
}
