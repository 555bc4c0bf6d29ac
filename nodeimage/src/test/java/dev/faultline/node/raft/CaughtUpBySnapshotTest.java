package dev.faultline.node.raft;

import static dev.faultline.node.raft.Bench.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.raft.Message.InstallSnapshot;
import dev.faultline.node.raft.Message.SnapshotReceived;
import dev.faultline.node.raft.Message.TimeoutNow;
import org.junit.jupiter.api.Test;

/** A follower that has the whole log by a snapshot: no entry is to come of which it could tell that it has it. */
class CaughtUpBySnapshotTest {

    @Test
    void leadershipIsHandedToWhomASnapshotBroughtTheWholeLog() {
        Bench bench = leading();
        commit(bench, 2);
        bench.pass(OPTIONS.heartbeatNanos());
        assertThat(bench.take(InstallSnapshot.class)).isNotEmpty();
        assertThat(bench.raft.transferTo(3)).isTrue();
        assertThat(bench.take(TimeoutNow.class)).isEmpty();

        installs(bench, 3, 2);

        assertThat(bench.take(TimeoutNow.class)).hasSize(1);
    }

    @Test
    void aServerThatJoinsHasCaughtUpWhenASnapshotBroughtTheWholeLog() {
        Bench bench = leading();
        ChangeMembers wanted = ChangeMembers.from(bench.raft.configuration()).add(4, "n4:1");
        assertThat(bench.raft.change(wanted)).isEqualTo(Change.ACCEPTED);
        bench.pass(1);
        bench.matches(2, 2);
        commit(bench, 3);
        commit(bench, 4);
        bench.hear(4, new Message.Appended(bench.raft.term(), false, 0, 2, 1));
        assertThat(bench.take(InstallSnapshot.class)).isNotEmpty();
        assertThat(bench.raft.configuration().joint()).isFalse();

        installs(bench, 4, 4);

        assertThat(bench.raft.configuration().joint()).isTrue();
    }

    /** Server 1 leads, keeps nothing before a snapshot, and takes one of every two entries. */
    private static Bench leading() {
        Bench bench = new Bench(Bench.log(1), OPTIONS.withSnapshots(2, 0, 1_000), 1, 2, 3).elected(2);
        bench.matches(2, 1);
        return bench;
    }

    private static void commit(Bench bench, long index) {
        bench.raft.propose(ValueSet.add((int) index));
        bench.pass(1);
        bench.matches(2, index);
        assertThat(bench.raft.commitIndex()).isEqualTo(index);
    }

    private static void installs(Bench bench, int peer, long index) {
        bench.hear(peer, new SnapshotReceived(bench.raft.term(), index, 0, true, 0));
    }
}
