package dev.faultline.node.raft;

import static dev.faultline.node.raft.Bench.OPTIONS;
import static dev.faultline.node.raft.Bench.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.raft.Message.AppendEntries;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a leader that has just been elected may do about the members, and what it must (4.1, 4.3). */
class NewLeaderAndMembersTest {

    /** Two leaders in a row could else change the members by one each, and neither majority know of the other. */
    @Test
    void itChangesNobodyBeforeItHasCommittedAnEntryOfItsTerm() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3).elected(2);
        ChangeMembers wanted = ChangeMembers.from(bench.raft.configuration()).remove(3);
        assertThat(bench.raft.change(wanted)).isEqualTo(Change.BUSY);
        bench.matches(2, 1);
        assertThat(bench.raft.change(wanted)).isEqualTo(Change.ACCEPTED);
    }

    @Test
    void itFinishesAChangeOfWhichTheFirstHalfWasCommittedBefore() {
        Configuration joint = Bench.configuration(1, 2, 3)
                .jointWith(new ChangeMembers(Bench.configuration(1, 2).addresses(), new TreeMap<>()));
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3);
        Entry entry = new Entry(1, 1, Entry.Kind.CONFIGURATION, joint.encode());
        bench.hear(3, new AppendEntries(1, 0, 0, List.of(entry), 1, 1, 0, 0));
        assertThat(bench.raft.appliedIndex()).isEqualTo(1);

        bench.elected(2);
        bench.matches(2, 2);

        assertThat(bench.raft.configuration().joint()).isFalse();
        assertThat(bench.raft.configuration().voters()).containsExactly(1, 2);
    }
}
