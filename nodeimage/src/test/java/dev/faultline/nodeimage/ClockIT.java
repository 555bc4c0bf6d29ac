package dev.faultline.nodeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One process's clock is moved, in the process, and no other's: etcd (Go, many threads), the shell (C) and this host. */
class ClockIT {
    private static final Offset<Long> CLOSE = Offset.offset(5_000_000L);
    private static final long SECOND = 1_000_000_000L;

    private static Containers containers;
    private static String node;
    private static String etcd;
    private static String other;

    @BeforeAll
    static void aNodeOnWhichTwoProcessesRun() {
        containers = Containers.orSkip();
        node = containers.node();
        containers.on(node, "etcd --data-dir /tmp/etcd > /tmp/etcd.log 2>&1 & echo $! > /tmp/pid");
        containers.on(node, "faultline-probe serve --self 127.0.0.1 --peers 127.0.0.1 --detach");
        etcd = containers.on(node, "cat /tmp/pid");
        other = containers.on(node, "pidof faultline-probe");
        containers.on(node, "for i in $(seq 100); do " + ETCDCTL + " put up 1 && exit 0; sleep 0.1; done; exit 1");
    }

    private static final String ETCDCTL = "ETCDCTL_API=3 etcdctl --command-timeout=2s";

    @AfterAll
    static void remove() {
        if (containers != null) {
            containers.close();
        }
    }

    private static String clock(String command) {
        return containers.on(node, "faultline-clock " + command);
    }

    /** What the process sees minus what the host sees, in nanoseconds. */
    private static long off(String pid) {
        return Long.parseLong(clock("read " + pid).split("\t")[2]);
    }

    private static long hostOff() {
        long there = new BigInteger(containers.on(node, "date +%s%N")).longValueExact();
        return there - System.currentTimeMillis() * 1_000_000;
    }

    @Test
    void a_bumped_process_is_off_by_that_and_nothing_else_is() {
        clock("bump " + etcd + " 60000");
        assertThat(off(etcd)).isCloseTo(60 * SECOND, CLOSE);
        assertThat(off(other)).isCloseTo(0L, CLOSE);
        assertThat(hostOff()).isCloseTo(0L, Offset.offset(2 * SECOND));

        clock("bump " + etcd + " 60000");
        assertThat(off(etcd)).as("bumped again, to the same").isCloseTo(60 * SECOND, CLOSE);

        clock("reset " + etcd);
        assertThat(off(etcd)).isCloseTo(0L, CLOSE);
        clock("reset " + etcd);
        assertThat(off(etcd)).as("reset again").isCloseTo(0L, CLOSE);
    }

    @Test
    void a_drifting_process_gains_its_share_of_the_time_that_passes() {
        long base = Long.parseLong(clock("drift " + etcd + " 500000"));
        containers.on(node, "sleep 0.5");
        String[] reading = clock("read " + etcd).split("\t");
        long passed = Long.parseLong(reading[1]) - base;
        assertThat(passed).isGreaterThan(SECOND / 2);
        assertThat(Long.parseLong(reading[2])).isCloseTo(passed / 2, CLOSE);
        clock("reset " + etcd);
    }

    @Test
    void a_frozen_process_sees_one_moment() {
        clock("freeze " + etcd);
        String once = clock("read " + etcd).split("\t")[0];
        containers.on(node, "sleep 0.2");
        assertThat(clock("read " + etcd).split("\t")[0]).isEqualTo(once);
        clock("reset " + etcd);
    }

    @Test
    void a_strobing_process_is_ahead_then_behind_then_ahead_again() {
        long base = Long.parseLong(clock("strobe " + etcd + " 2000 300"));
        boolean ahead = false;
        boolean behind = false;
        for (int looks = 0; looks < 100 && !(ahead && behind); looks++) {
            String[] reading = clock("read " + etcd).split("\t");
            long off = Long.parseLong(reading[2]);
            long within = Long.parseLong(reading[3]);
            long passed = Long.parseLong(reading[1]) - base;
            long intoSpan = passed % (SECOND * 3 / 10);
            ahead |= off > SECOND;
            behind |= off < -SECOND;
            if (Math.min(intoSpan, SECOND * 3 / 10 - intoSpan) > within) {
                long expected = passed / (SECOND * 3 / 10) % 2 == 0 ? 2 * SECOND : -2 * SECOND;
                assertThat(off).isCloseTo(expected, Offset.offset(5_000_000L + within));
            }
        }
        assertThat(ahead).isTrue();
        assertThat(behind).isTrue();
        clock("reset " + etcd);
        assertThat(off(etcd)).isCloseTo(0L, CLOSE);
    }

    @Test
    void processes_that_it_has_started_are_moved_and_reset_with_it() {
        containers.on(node, "sh -c 'sleep 600 & sleep 600' > /dev/null 2>&1 & echo $! > /tmp/parent");
        String parent = containers.on(node, "cat /tmp/parent");
        containers.on(
                node,
                "for i in $(seq 100); do [ $(faultline-clock family " + parent + " | wc -l) = 2 ] && exit 0;"
                        + " sleep 0.1; done; exit 1");
        String[] children = clock("family " + parent).split("\n");
        clock("bump " + parent + " 60000");
        assertThat(children)
                .hasSize(2)
                .allSatisfy(child -> assertThat(off(child)).isCloseTo(60 * SECOND, CLOSE));
        assertThat(off(etcd)).isCloseTo(0L, CLOSE);
        clock("reset " + parent);
        assertThat(children).allSatisfy(child -> assertThat(off(child)).isCloseTo(0L, CLOSE));
        containers.on(node, "kill " + parent + " " + String.join(" ", children));
    }

    @Test
    void fifty_quick_changes_leave_the_process_alive_and_serving() {
        containers.on(
                node,
                "for i in $(seq 25); do faultline-clock bump " + etcd + " ${i}000 && faultline-clock drift " + etcd
                        + " -200000 && " + ETCDCTL + " put k $i || exit 1; done");
        clock("reset " + etcd);
        assertThat(containers.on(node, ETCDCTL + " get k --print-value-only")).isEqualTo("25");
        assertThat(containers.on(node, "pidof etcd")).isEqualTo(etcd);
        assertThat(off(etcd)).isCloseTo(0L, CLOSE);
    }

    @Test
    void what_the_process_logs_is_stamped_with_the_time_it_sees() {
        clock("bump " + etcd + " 864000000");
        containers.on(node, ETCDCTL + " put log 1 && " + ETCDCTL + " compact $(" + REVISION + ")");
        String days = containers.on(node, "date -u -d '+10 days' +%F");
        containers.on(
                node,
                "for i in $(seq 50); do grep -q '" + days + "' /tmp/etcd.log && exit 0; sleep 0.1; done;"
                        + " tail -3 /tmp/etcd.log; exit 1");
        clock("reset " + etcd);
    }

    private static final String REVISION = ETCDCTL + " get log -w json | sed 's/.*\"revision\":\\([0-9]*\\).*/\\1/'";

    @Test
    void each_way_to_fail_has_its_exit_code_and_one_line() {
        assertThat(containers.tryOn(node, "faultline-clock read 99999"))
                .isEqualTo("faultline-clock: no process 99999\nexit 4");
        assertThat(containers.tryOn(node, "faultline-clock bump " + etcd + " soon"))
                .isEqualTo("faultline-clock: MS: soon is not a number from -31622400000 to 31622400000\nexit 2");
        assertThat(containers.tryOn(node, "faultline-clock wind " + etcd)).endsWith("exit 2");
    }
}
