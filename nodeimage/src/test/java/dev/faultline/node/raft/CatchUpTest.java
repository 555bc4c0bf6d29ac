package dev.faultline.node.raft;

import static dev.faultline.node.raft.Bench.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a learner is close enough to the leader to vote (4.2.1). */
class CatchUpTest {
    private static final long ELECTION_NANOS = OPTIONS.electionMinNanos();

    @Test
    void aServerThatComesLateNeedsNoNewEntryToHaveCaughtUp() {
        Bench bench = joining();
        passLongerThanAnElectionTimeout(bench);
        bench.matches(4, 2);
        assertThat(bench.raft.configuration().joint()).isTrue();
    }

    @Test
    void aServerThatComesLateAndLacksWhatCameMeanwhileHasAnotherRound() {
        Bench bench = joining();
        bench.raft.propose(ValueSet.add(1));
        passLongerThanAnElectionTimeout(bench);
        bench.matches(4, 2);
        assertThat(bench.raft.configuration().joint()).isFalse();
        bench.matches(4, 3);
        assertThat(bench.raft.configuration().joint()).isTrue();
    }

    @Test
    void aServerThatHasCaughtUpGetsNoVoteBeforeItIsCommittedThatItIsALearner() {
        Bench bench = new Bench(Bench.log(1), OPTIONS, 1, 2, 3).elected(2);
        bench.matches(2, 1);
        bench.raft.change(ChangeMembers.from(bench.raft.configuration()).add(4, "n4:1"));
        bench.pass(1);
        bench.matches(4, 2);
        assertThat(bench.raft.configuration().joint()).isFalse();
        bench.matches(2, 2);
        assertThat(bench.raft.configuration().joint()).isTrue();
    }

    /** Server 1 leads, and 4 is to have a vote, which lacks two entries. */
    private static Bench joining() {
        Bench bench = new Bench(Bench.log(1), OPTIONS, 1, 2, 3).elected(2);
        bench.matches(2, 1);
        ChangeMembers wanted = ChangeMembers.from(bench.raft.configuration()).add(4, "n4:1");
        assertThat(bench.raft.change(wanted)).isEqualTo(Change.ACCEPTED);
        bench.pass(1);
        bench.matches(2, 2);
        return bench;
    }

    private static void passLongerThanAnElectionTimeout(Bench bench) {
        for (int i = 0; i < 4; i++) {
            bench.pass(ELECTION_NANOS / 3);
            bench.answersRound(2);
        }
    }
}
