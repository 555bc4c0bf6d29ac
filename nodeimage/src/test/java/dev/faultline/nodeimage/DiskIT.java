package dev.faultline.nodeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a crash leaves of files on the mounted disk, by what was synced, and how the disk breaks. */
class DiskIT {
    private static Containers containers;
    private static String node;

    @BeforeAll
    static void aMountedDisk() {
        containers = Containers.orSkip();
        if (!Files.exists(Path.of("/dev/fuse"))) {
            Assumptions.abort("SKIPPED: no /dev/fuse on this machine, so the disk is not tested");
        }
        node = containers.nodeWithDisk();
        on("faultline-disk mount /var/lib/store /data");
    }

    @AfterAll
    static void remove() {
        if (containers != null) {
            containers.close();
        }
    }

    @BeforeEach
    void anEmptyDisk() {
        on("faultline-disk clear && rm -rf /data/* && faultline-disk sync");
    }

    private static String on(String line) {
        return containers.on(node, line);
    }

    /** What is left after these lines and a crash: each file with its content. */
    private static String left(String lines) {
        return on("cd /data && " + lines + " && cd / && faultline-disk lose > /tmp/lost && " + DUMP);
    }

    private static final String DUMP =
            "cd /data && find . -type f | sort | while read f; do echo \"$f $(cat $f)\"; done";

    @Test
    void bytes_survive_by_the_sync_of_their_file() {
        assertThat(left("printf one > a && sync a . && printf two >> a")).isEqualTo("./a one");
        assertThat(left("printf two >> a && sync a")).isEqualTo("./a onetwo");
        assertThat(left("printf 1 > b && sync .")).as("the name, not the bytes").isEqualTo("./a onetwo\n./b");
        assertThat(left("printf XY | dd of=a conv=notrunc,fdatasync status=none"))
                .isEqualTo("./a XYetwo\n./b");
        assertThat(left("truncate -s 1 a")).isEqualTo("./a XYetwo\n./b");
        assertThat(left("truncate -s 1 a && sync a")).isEqualTo("./a X\n./b");
        assertThat(left("printf 12345 | dd of=b oflag=dsync status=none")).isEqualTo("./a X\n./b 12345");
    }

    @Test
    void names_survive_by_the_sync_of_their_directory() {
        assertThat(left("printf one > a && sync a")).isEmpty();
        assertThat(left("printf one > a && sync a . && mv a b")).isEqualTo("./a one");
        assertThat(left("mv a b && sync .")).isEqualTo("./b one");
        assertThat(left("rm b")).isEqualTo("./b one");
        assertThat(left("mkdir d && printf 1 > d/f && sync d/f d")).isEqualTo("./b one");
        assertThat(left("mkdir d && printf 1 > d/f && sync d/f d . && rm b && sync ."))
                .isEqualTo("./d/f 1");
        assertThat(left("ln d/f g && sync .")).isEqualTo("./d/f 1\n./g 1");
        assertThat(left("printf new > h && sync h && mv h g"))
                .as("replaced, not synced")
                .isEqualTo("./d/f 1\n./g 1");
        assertThat(left("printf new > h && sync h && mv h g && sync .")).isEqualTo("./d/f 1\n./g new");
    }

    @Test
    void a_sync_that_lies_makes_nothing_durable() {
        assertThat(left("printf one > a && sync a . && faultline-disk lie && printf two > a && sync a ."))
                .isEqualTo("./a one");
        assertThat(on("faultline-disk stats")).containsPattern("syncsLiedTo\t2");
    }

    @Test
    void of_a_torn_write_some_whole_sectors_are_left() {
        on("cd /data && touch t && sync t . && head -c 4096 /dev/zero | tr '\\0' x > t && faultline-disk lose torn 7");
        long size = Long.parseLong(on("stat -c %s /data/t"));
        assertThat(size).isPositive().isLessThan(4096);
        assertThat(size % 512).isZero();
    }

    @Test
    void what_is_asked_to_be_slow_or_to_fail_is_and_nothing_after_it_is_cleared() {
        String timed = "s=$(date +%s%N); sync /data/f; echo $((($(date +%s%N)-s)/1000000))";
        on("printf 1 > /data/f && faultline-disk slow 0 0 300");
        assertThat(Long.parseLong(on(timed))).isBetween(300L, 3000L);
        on("faultline-disk eio s 1000 1");
        assertThat(containers.tryOn(node, "sync /data/f")).contains("Input/output error");
        on("faultline-disk clear; faultline-disk full 0");
        assertThat(containers.tryOn(node, "printf 2 > /data/g")).contains("No space left on device");
        on("faultline-disk clear; printf 2 > /data/g; sync /data/g");
        on("faultline-disk full 1000");
        assertThat(containers.tryOn(node, "head -c 2000 /dev/zero > /data/h")).contains("No space left on device");
        on("head -c 500 /dev/zero > /data/h");
        on("faultline-disk clear; faultline-disk eio r 1000 1");
        assertThat(containers.tryOn(node, "cat /data/g")).contains("Input/output error");
        assertThat(on("faultline-disk clear; cat /data/g")).isEqualTo("2");
    }

    @Test
    void a_flipped_bit_and_a_cut_file_stay_so_after_a_crash() {
        on("printf abcdef > /data/f && sync /data/f /data");
        String[] flipped = on("faultline-disk flip f 5").split("\t");
        assertThat(Integer.bitCount(Integer.parseInt(flipped[3], 16) ^ Integer.parseInt(flipped[4], 16)))
                .isOne();
        assertThat(on("faultline-disk lose > /tmp/lost; cat /data/f"))
                .hasSize(6)
                .isNotEqualTo("abcdef");
        on("faultline-disk truncate f 5");
        assertThat(on("faultline-disk lose > /tmp/lost; cat /data/f")).hasSizeLessThan(6);
    }

    @Test
    void nothing_is_lost_under_a_process_that_has_a_file_open() {
        assertThat(containers.tryOn(node, "exec 3> /data/open; timeout 30 faultline-disk lose"))
                .contains("1 handles are open: kill the process first")
                .endsWith("exit 5");
    }

    /** Memory-mapped reads, locks, preallocation, renames: what a database asks of a file system. */
    @Test
    void etcd_on_it_keeps_what_it_acknowledged() {
        String etcd = "etcd --data-dir /data/etcd > /tmp/etcd.log 2>&1 &";
        String put = "ETCDCTL_API=3 etcdctl --command-timeout=2s put ";
        String up = "for i in $(seq 50); do " + put + "up 1 && break; sleep 0.2; done > /dev/null 2>&1";
        on(etcd + up);
        on("faultline-disk sync; for i in $(seq 10); do " + put
                + "k$i $i; done; faultline-disk stall; timeout 2 sh -c '" + put
                + "never 1' 2> /dev/null; pkill -9 -x etcd; faultline-disk lose torn 3 | tee /tmp/lost");
        assertThat(on("cat /tmp/lost")).contains("bytes\t/etcd/member/");
        on(etcd + up);
        assertThat(on("ETCDCTL_API=3 etcdctl get k10 --print-value-only")).isEqualTo("10");
        on("pkill -9 -x etcd; true");
    }

    /** Thousands of seeded operations, with crashes between, end where a model in memory says. */
    @Test
    void random_operations_leave_what_the_model_says() {
        DiskModel model = new DiskModel();
        Random random = new Random(42);
        StringBuilder script = new StringBuilder("set -e; cd /data\n");
        StringBuilder expected = new StringBuilder();
        for (int round = 0; round < 30; round++) {
            for (int i = 0; i < 70; i++) {
                script.append(model.step(random)).append('\n');
            }
            script.append("cd /; faultline-disk lose > /dev/null; echo round ").append(round);
            script.append("; (").append(DUMP).append("); cd /data\n");
            expected.append("round ").append(round).append('\n').append(model.crash());
        }
        on("cat > /tmp/script <<'END'\n" + script + "END\n");
        assertThat(on("sh /tmp/script")).isEqualTo(expected.toString().strip());
    }
}
