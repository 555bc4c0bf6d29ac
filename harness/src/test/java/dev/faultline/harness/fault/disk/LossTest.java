package dev.faultline.harness.fault.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossTest {
    @Test
    void what_the_disk_says_it_discarded_is_added_up() {
        Loss loss = Loss.parse("bytes\t/wal\t96\t71\t64\t64\nbytes\t/db\t8192\t508\t32\t32\nname\t/new\tlost\n"
                + "torn\t/db\t20480\t4096\t1536\n");
        assertThat(loss).isEqualTo(new Loss(8288, 579, 2, 1, 1536, 4096));
        assertThat(loss.any()).isTrue();
        assertThat(loss.torn()).isTrue();
    }

    @Test
    void what_reads_as_before_is_no_loss() {
        Loss loss = Loss.parse("bytes\t/wal\t96\t0\t64\t64\n");
        assertThat(loss.any()).isFalse();
        assertThat(loss.torn()).isFalse();
        assertThat(Loss.parse("")).isEqualTo(Loss.NONE);
    }
}
