package dev.faultline.node.raft;

import static dev.faultline.node.raft.Bench.OPTIONS;
import static dev.faultline.node.raft.Bench.command;
import static dev.faultline.node.raft.Bench.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.raft.Message.AppendEntries;
import dev.faultline.node.raft.Message.InstallSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of log and configurations where a snapshot is (5). */
class SnapshotAndLogTest {
    private static final byte[] CONFIGURATION = Bench.configuration(1, 2, 3).encode();
    private static final byte[] STATE = new byte[Long.BYTES];

    @Test
    void aLogThatContradictsTheSnapshotIsDroppedAsAWhole() {
        Bench bench = new Bench(log(1, 1, 1, 1), OPTIONS, 1, 2, 3);
        bench.hear(2, new InstallSnapshot(5, 2, 4, CONFIGURATION, 0, STATE, true, 1));
        assertThat(bench.store.lastIndex()).isEqualTo(2);
        assertThat(bench.store.term(2)).isEqualTo(4);
        assertThat(bench.raft.commitIndex()).isEqualTo(2);
    }

    @Test
    void aLogThatGoesOnAfterTheSnapshotStays() {
        Bench bench = new Bench(log(1, 1, 1, 1), OPTIONS, 1, 2, 3);
        bench.hear(2, new InstallSnapshot(5, 2, 1, CONFIGURATION, 0, STATE, true, 1));
        assertThat(bench.store.lastIndex()).isEqualTo(3);
        assertThat(bench.store.firstIndex()).isEqualTo(3);
    }

    @Test
    void aCrashBetweenTheSnapshotAndTheDroppingOfTheLogIsMadeGoodAtTheStart() {
        MemoryStore store = log(5, 1, 1, 1);
        store.saveSnapshot(new SnapshotInfo(2, 4, CONFIGURATION), STATE);
        Bench bench = new Bench(store, OPTIONS, 1, 2, 3);
        assertThat(bench.store.lastIndex()).isEqualTo(2);
        assertThat(bench.raft.commitIndex()).isEqualTo(2);
    }

    @Test
    void aSnapshotHoldsTheConfigurationAsOfItsIndexNotALaterOne() {
        Bench bench = new Bench(log(1), OPTIONS.withSnapshots(1, 0, 1_000), 1, 2, 3);
        Entry later = new Entry(
                2, 1, Entry.Kind.CONFIGURATION, Bench.configuration(1, 2, 3, 4).encode());
        bench.hear(2, new AppendEntries(1, 0, 0, List.of(command(1, 1), later), 1, 1, 0, 0));
        SnapshotInfo info = bench.store.snapshot().orElseThrow();
        assertThat(info.index()).isEqualTo(1);
        assertThat(Configuration.decode(info.configuration()).voters()).containsExactly(1, 2, 3);
        assertThat(bench.raft.configuration().voters()).containsExactly(1, 2, 3, 4);
    }
}
