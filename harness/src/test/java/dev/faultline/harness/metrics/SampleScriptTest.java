package dev.faultline.harness.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.NodeMetric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What nodes print is understood on control groups of either version, and what is not there is not a zero. */
class SampleScriptTest {
    private static final String NETWORK = """
            ==> /proc/net/dev <==
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo:    9999      99    0    0    0     0          0         0     9999      99    0    0    0     0       0          0
              eth0:%d %d    0    0    0     0          0         0 %d %d    0    0    0     0       0          0
              eth1:       1       1    0    0    0     0          0         0        1       1    0    0    0     0       0          0

            """;

    private static final String PROCESS = """
            ==> /proc/41/status <==
            Name:	etcd
            VmPeak:	11000000 kB
            VmRSS:	   32768 kB

            ==> /proc/41/io <==
            rchar: 77
            wchar: 88
            read_bytes: %d
            write_bytes: %d
            cancelled_write_bytes: 5

            ==> du <==
            128	/var/lib/faultline

            ==> df <==
            1000 4096
            """;

    private static String version1(long nanos, int user, int system, int read, int written) {
        return ("@ " + nanos + "\t1795381448220083376\n")
                + "==> /proc/loadavg <==\n0.27 0.25 0.96 1/139 24\n\n"
                + NETWORK.formatted(1000 + read, 10, 2000 + written, 20)
                + "==> /sys/fs/cgroup/cpuacct/cpuacct.usage_user <==\n" + user + "\n\n"
                + "==> /sys/fs/cgroup/cpuacct/cpuacct.usage_sys <==\n" + system + "\n\n"
                + "==> /sys/fs/cgroup/cpuacct/cpuacct.stat <==\nuser 999999\nsystem 999999\n\n"
                + "==> /sys/fs/cgroup/memory/memory.usage_in_bytes <==\n19726336\n\n"
                + "==> /sys/fs/cgroup/blkio/blkio.throttle.io_service_bytes_recursive <==\n"
                + "8:0 Read " + read + "\n8:0 Write " + written + "\n8:0 Total 9\n8:16 Write 1\nTotal 9\n\n"
                + PROCESS.formatted(read, written);
    }

    private static String version2(long nanos, int user, int system, int read, int written) {
        return ("@ " + nanos + "\t1795381448220083376\n")
                + "==> /proc/loadavg <==\n0.27 0.25 0.96 1/139 24\n\n"
                + NETWORK.formatted(1000 + read, 10, 2000 + written, 20)
                + "==> /sys/fs/cgroup/cpu.stat <==\nusage_usec 9999\nuser_usec " + user + "\nsystem_usec " + system
                + "\nnr_periods 0\n\n"
                + "==> /sys/fs/cgroup/memory.current <==\n19726336\n\n"
                + "==> /sys/fs/cgroup/io.stat <==\n"
                + "8:0 rbytes=" + read + " wbytes=" + written + " rios=1 wios=1 dbytes=0 dios=0\n"
                + "8:16 rbytes=0 wbytes=1 rios=0 wios=1 dbytes=0 dios=0\n\n"
                + PROCESS.formatted(read, written);
    }

    private static Map<String, Double> second(String printed) {
        List<Reading> readings = SampleScript.parse(printed, 41);
        assertThat(readings).hasSize(2);
        return readings.get(1).since(readings.get(0));
    }

    private static void expectAll(Map<String, Double> values) {
        assertThat(values)
                .containsEntry("cpuUserCores", .25)
                .containsEntry("cpuSystemCores", .05)
                .containsEntry("memoryBytes", 19726336.0)
                .containsEntry("rssBytes", 33554432.0)
                .containsEntry("dataBytes", 131072.0)
                .containsEntry("diskFreeBytes", 4096000.0)
                .containsEntry("processReadBytesPerSecond", 50.0)
                .containsEntry("processWrittenBytesPerSecond", 500.0)
                .containsEntry("nodeReadBytesPerSecond", 50.0)
                .containsEntry("nodeWrittenBytesPerSecond", 500.0)
                .containsEntry("receivedBytesPerSecond", 50.0)
                .containsEntry("sentBytesPerSecond", 500.0)
                .containsEntry("receivedPacketsPerSecond", 0.0)
                .containsEntry("sentPacketsPerSecond", 0.0)
                .containsEntry("hostLoad", .27)
                .hasSize(NodeMetric.values().length - 2); // the two of the readiness check are measured elsewhere
    }

    @Test
    void control_groups_of_version_1_are_understood() {
        expectAll(second(version1(1_000_000_000L, 0, 0, 0, 0) + "\n"
                + version1(3_000_000_000L, 500_000_000, 100_000_000, 100, 1000)));
    }

    @Test
    void control_groups_of_version_2_are_understood() {
        expectAll(second(
                version2(1_000_000_000L, 0, 0, 0, 0) + "\n" + version2(3_000_000_000L, 500_000, 100_000, 100, 1000)));
    }

    @Test
    void kernels_without_times_in_nanoseconds_tell_them_in_ticks() {
        String ticks = "@ %d\t0\n==> /sys/fs/cgroup/cpuacct/cpuacct.stat <==\nuser %d\nsystem %d\n";
        assertThat(second(ticks.formatted(1_000_000_000L, 10, 20) + ticks.formatted(2_000_000_000L, 60, 21)))
                .containsOnly(Map.entry("cpuUserCores", .5), Map.entry("cpuSystemCores", .01));
    }

    @Test
    void what_is_not_there_is_left_out_and_never_zero() {
        String bare = "@ %d\t0\n==> /proc/loadavg <==\n0.5 0 0 1/1 1\n\n==> du <==\n\n==> df <==\n";
        assertThat(second(bare.formatted(1L) + bare.formatted(2L))).containsOnlyKeys("hostLoad");
    }

    @Test
    void a_group_without_accounted_devices_was_not_measured() {
        String none = "@ %d\t0\n==> /sys/fs/cgroup/blkio/blkio.throttle.io_service_bytes_recursive <==\nTotal 0\n";
        assertThat(second(none.formatted(1L) + none.formatted(2L))).isEmpty();
    }

    @Test
    void the_first_reading_has_no_rates_and_a_counter_that_went_back_has_none_either() {
        List<Reading> readings = SampleScript.parse(
                version1(1_000_000_000L, 500, 500, 100, 100) + "\n" + version1(2_000_000_000L, 0, 0, 0, 0), 41);
        assertThat(readings.get(0).since(null)).containsKey("memoryBytes").doesNotContainKey("cpuUserCores");
        assertThat(readings.get(1).since(readings.get(0)))
                .containsKey("memoryBytes")
                .doesNotContainKeys("cpuUserCores", "processReadBytesPerSecond", "nodeWrittenBytesPerSecond");
    }

    @Test
    void another_process_in_the_place_of_the_first_has_counters_of_its_own() {
        Reading before =
                SampleScript.parse(version1(1_000_000_000L, 0, 0, 0, 0), 41).get(0);
        String restarted = version1(2_000_000_000L, 0, 0, 1000, 1000).replace("/proc/41/", "/proc/52/");
        assertThat(SampleScript.parse(restarted, 52).get(0).since(before))
                .containsKeys("rssBytes", "nodeReadBytesPerSecond")
                .doesNotContainKeys("processReadBytesPerSecond", "processWrittenBytesPerSecond");
    }

    @Test
    void of_output_that_was_cut_off_what_came_is_kept() {
        String whole = version2(1_000_000_000L, 0, 0, 0, 0);
        assertThat(SampleScript.parse(whole.substring(0, whole.indexOf("==> /proc/41/io")), 41))
                .singleElement()
                .satisfies(reading -> assertThat(reading.gauges())
                        .containsKeys(NodeMetric.RSS, NodeMetric.MEMORY)
                        .doesNotContainKey(NodeMetric.DATA));
        assertThat(SampleScript.parse("sh: 1: faultline-probe: not found\n", 41))
                .isEmpty();
        assertThat(SampleScript.parse("", 41)).isEmpty();
    }

    @Test
    void the_loop_is_one_that_a_shell_reads() throws Exception {
        Process shell = new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
        try (var in = shell.outputWriter()) {
            in.write(SampleScript.of(4, 41));
        }
        assertThat(new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(shell.waitFor()).isZero();
    }
}
