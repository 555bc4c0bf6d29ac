package dev.faultline.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a crash or an exit leaves when syncs take time. */
class CrashInTimeTest {
    private static final int SEEDS = 100;

    private static Stage stage(int seed) {
        Stage stage = new Stage(seed, WorldOptions.calm(), 1);
        stage.perform(1, "write log a sync log syncdir");
        // A sync takes 20 ms and more from now on.
        stage.world.disk(1).slow(50);
        return stage;
    }

    private static String log(Stage stage) {
        return Echo.text(stage.world.disk(1).content("log"));
    }

    @Test
    void a_crash_before_a_sync_has_ended_may_lose_what_was_synced_and_one_after_it_may_not() {
        TreeSet<Integer> sizes = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Stage during = stage(seed);
            during.request(1, "write log b sync log");
            during.run(10);
            during.world.crash(1);
            sizes.add(log(during).length());

            Stage after = stage(seed);
            after.perform(1, "write log b sync log");
            assertThat(after.world.crash(1).lost()).isZero();
            assertThat(log(after)).isEqualTo("ab");
        }
        assertThat(sizes).containsExactly(1, 2);
    }

    @Test
    void what_was_to_be_written_after_a_sync_is_not_there_when_the_process_ends_during_it() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Stage crashed = stage(seed);
            crashed.request(1, "write log b sync log write log c write other d");
            crashed.run(10);
            crashed.world.crash(1);
            assertThat(crashed.world.disk(1).files()).containsExactly("log");
            assertThat(crashed.world.disk(1).size("log")).isLessThanOrEqualTo(2);

            Stage exited = stage(seed);
            exited.request(1, "write log b sync log write log c write other d");
            exited.run(10);
            exited.world.exit(1);
            assertThat(log(exited)).isEqualTo("ab");
            assertThat(exited.world.disk(1).files()).containsExactly("log");

            Stage alive = stage(seed);
            alive.perform(1, "write log b sync log write log c write other d");
            alive.world.exit(1);
            assertThat(log(alive)).isEqualTo("abc");
            assertThat(alive.world.disk(1).files()).containsExactly("log", "other");
        }
    }

    @Test
    void an_exit_keeps_what_was_not_synced_and_a_crash_afterwards_may_not() {
        int lost = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Stage stage = stage(seed);
            stage.perform(1, "write log b");
            stage.world.exit(1);
            assertThat(log(stage)).isEqualTo("ab");
            stage.boot(1);
            lost += stage.world.crash(1).lost() > 0 ? 1 : 0;
        }
        assertThat(lost).isBetween(1, SEEDS - 1);
    }

    @Test
    void a_deletion_that_a_crash_undoes_brings_back_what_was_durable() {
        int back = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Stage stage = stage(seed);
            stage.perform(1, "write log b sync log delete log");
            stage.world.crash(1);
            if (!stage.world.disk(1).files().isEmpty()) {
                back++;
                assertThat(log(stage)).isEqualTo("ab");
            }
        }
        assertThat(back).isBetween(1, SEEDS - 1);
    }

    @Test
    void a_crash_says_what_it_did() {
        Stage stage = stage(1);
        stage.perform(1, "write log bcd");
        CrashReport report = stage.world.crash(1);
        assertThat(report.node()).isEqualTo(1);
        assertThat(report.incarnation()).isEqualTo(1);
        assertThat(report.files()).hasSize(1);
        CrashReport.FileLoss loss = report.files().get(0);
        assertThat(loss.file()).isEqualTo("log");
        assertThat(loss.sizeBefore()).isEqualTo(4);
        assertThat(loss.sizeAfter()).isEqualTo(log(stage).length());
        assertThat(stage.changes).containsExactly("1#1 crashed");
    }
}
