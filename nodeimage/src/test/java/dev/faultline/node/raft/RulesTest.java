package dev.faultline.node.raft;

import static dev.faultline.node.raft.Bench.MILLI;
import static dev.faultline.node.raft.Bench.OPTIONS;
import static dev.faultline.node.raft.Bench.command;
import static dev.faultline.node.raft.Bench.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.node.Bug;
import dev.faultline.node.raft.Message.AppendEntries;
import dev.faultline.node.raft.Message.Appended;
import dev.faultline.node.raft.Message.InstallSnapshot;
import dev.faultline.node.raft.Message.Purpose;
import dev.faultline.node.raft.Message.RequestVote;
import dev.faultline.node.raft.Message.SnapshotReceived;
import dev.faultline.node.raft.Message.TimeoutNow;
import dev.faultline.node.raft.Message.Vote;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rules of the dissertation, one by one, on a server whose peers the test plays. */
class RulesTest {

    private static AppendEntries append(long term, long prevIndex, long prevTerm, long commit, Entry... entries) {
        return new AppendEntries(term, prevIndex, prevTerm, List.of(entries), commit, 1, 0, 0);
    }

    private static RequestVote vote(long term, long lastIndex, long lastTerm) {
        return new RequestVote(term, lastIndex, lastTerm, Purpose.VOTE);
    }

    @Test
    void votesOnceInATermAndRemembersItAcrossARestart() {
        MemoryStore store = log(3);
        Bench first = new Bench(store, OPTIONS, 1, 2, 3);
        first.hear(2, vote(4, 0, 0));
        assertThat(first.last(Vote.class)).isEqualTo(new Vote(4, true, false));
        assertThat(store.hardState()).isEqualTo(new HardState(4, 2));
        Bench again = new Bench(store, OPTIONS, 1, 2, 3);
        again.hear(3, vote(4, 9, 3));
        assertThat(again.last(Vote.class).granted()).isFalse();
        again.hear(2, vote(4, 0, 0));
        assertThat(again.last(Vote.class).granted()).isTrue();
    }

    @Test
    void votesOnlyForALogThatIsAtLeastAsUpToDate() {
        Bench bench = new Bench(log(3, 1, 2, 3), OPTIONS, 1, 2, 3);
        bench.hear(2, vote(4, 9, 2));
        bench.hear(2, vote(5, 2, 3));
        assertThat(bench.take(Vote.class)).noneMatch(Vote::granted);
        bench.hear(2, vote(6, 3, 3));
        assertThat(bench.last(Vote.class).granted()).isTrue();
    }

    @Test
    void aPreVoteDisturbsNobody() {
        Bench bench = new Bench(log(3), OPTIONS, 1, 2, 3);
        bench.hear(2, new RequestVote(9, 5, 3, Purpose.PRE_VOTE));
        assertThat(bench.last(Vote.class)).isEqualTo(new Vote(9, true, true));
        assertThat(bench.raft.term()).isEqualTo(3);
        assertThat(bench.store.hardState()).isEqualTo(new HardState(3, 0));
    }

    @Test
    void whoHearsOfALeaderNeitherVotesNorSeesTheTermUnlessTheLeaderHandsOn() {
        Bench bench = new Bench(log(3), OPTIONS, 1, 2, 3);
        bench.hear(2, append(3, 0, 0, 0));
        bench.hear(3, vote(8, 5, 3));
        bench.hear(3, new RequestVote(8, 5, 3, Purpose.PRE_VOTE));
        assertThat(bench.take(Vote.class)).isEmpty();
        assertThat(bench.raft.term()).isEqualTo(3);
        bench.hear(3, new RequestVote(4, 5, 3, Purpose.TRANSFER));
        assertThat(bench.last(Vote.class).granted()).isTrue();
    }

    @Test
    void aCandidateAsksForPreVotesFirstAndItsTermStaysUntilAMajorityWouldVote() {
        Bench bench = new Bench(log(3), OPTIONS, 1, 2, 3);
        bench.pass(OPTIONS.electionMaxNanos());
        assertThat(bench.raft.role()).isEqualTo(Role.PRE_CANDIDATE);
        assertThat(bench.raft.term()).isEqualTo(3);
        assertThat(bench.take(RequestVote.class)).allMatch(r -> r.purpose() == Purpose.PRE_VOTE && r.term() == 4);
        bench.hear(2, new Vote(4, true, true));
        assertThat(bench.raft.role()).isEqualTo(Role.CANDIDATE);
        assertThat(bench.store.hardState()).isEqualTo(new HardState(4, 1));
    }

    @Test
    void aFollowerWaitsForAnElectionTimeoutFromWhenItLastHeardOfTheLeader() {
        Bench bench = new Bench(log(3, 1), OPTIONS, 1, 2, 3);
        for (int i = 0; i < 20; i++) {
            bench.hear(2, append(3, 1, 1, 0));
            bench.pass(OPTIONS.electionMinNanos() - MILLI);
        }
        assertThat(bench.take(RequestVote.class)).isEmpty();
        bench.pass(OPTIONS.electionMaxNanos() - OPTIONS.electionMinNanos() + 2 * MILLI);
        assertThat(bench.last(RequestVote.class).purpose()).isEqualTo(Purpose.PRE_VOTE);
    }

    @Test
    void figure37LogsThatLackEntriesOrHaveOthersBecomeTheLeaders() {
        long[][] logs = {
            {1, 1, 1, 4, 4, 5, 5, 6, 6},
            {1, 1, 1, 4},
            {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6},
            {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7},
            {1, 1, 1, 4, 4, 4, 4},
            {1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3}
        };
        long[] leaders = {1, 1, 1, 4, 4, 5, 5, 6, 6, 6};
        for (long[] terms : logs) {
            Bench bench = new Bench(log(7, terms), OPTIONS, 1, 2, 3);
            long prev = leaders.length;
            for (int tries = 0; ; tries++) {
                Entry[] rest = new Entry[(int) (leaders.length - prev)];
                for (int i = 0; i < rest.length; i++) {
                    rest[i] = command(prev + 1 + i, leaders[(int) prev + i]);
                }
                long prevTerm = prev == 0 ? 0 : leaders[(int) prev - 1];
                bench.hear(2, append(8, prev, prevTerm, 0, rest));
                Appended answer = bench.last(Appended.class);
                if (answer.matched()) {
                    break;
                }
                assertThat(answer.index()).isLessThan(prev);
                assertThat(tries).as("one try for each term that differs").isLessThan(4);
                prev = answer.index();
            }
            for (int i = 1; i <= leaders.length; i++) {
                assertThat(bench.store.term(i)).isEqualTo(leaders[i - 1]);
            }
        }
    }

    @Test
    void anOldMessageDoesNotTruncateWhatCameAfter() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3);
        bench.hear(2, append(1, 0, 0, 0, command(1, 1), command(2, 1)));
        bench.hear(2, append(1, 0, 0, 0, command(1, 1)));
        assertThat(bench.store.lastIndex()).isEqualTo(2);
        assertThat(bench.last(Appended.class).index()).isEqualTo(1);
    }

    @Test
    void aCommittedEntryIsNeverTruncated() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3);
        bench.hear(2, append(1, 0, 0, 1, command(1, 1)));
        assertThatThrownBy(() -> bench.hear(3, append(2, 0, 0, 0, command(1, 2))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("committed index 1");
    }

    @Test
    void aMessageOfAnOldTermIsAnsweredWithTheNewOne() {
        Bench bench = new Bench(log(5), OPTIONS, 1, 2, 3);
        bench.hear(2, append(4, 0, 0, 0, command(1, 4)));
        assertThat(bench.last(Appended.class)).isEqualTo(new Appended(5, false, 0, 0, 0));
        assertThat(bench.store.lastIndex()).isZero();
    }

    @Test
    void figure38AnEntryOfAnOldTermIsNotCommittedByCounting() {
        Bench bench = new Bench(log(3, 1, 2), OPTIONS, 1, 2, 3, 4, 5).elected(2, 3);
        bench.matches(2, 2);
        bench.matches(3, 2);
        assertThat(bench.raft.commitIndex()).isZero();
        bench.matches(2, 3);
        bench.matches(3, 3);
        assertThat(bench.raft.commitIndex()).isEqualTo(3);
    }

    @Test
    void aLeaderThatHearsOfAnotherOfItsTermStopsOrIfMistakesArePlantedGoesOn() {
        Bench correct = new Bench(log(1), OPTIONS, 1, 2, 3).elected(2);
        AppendEntries other = append(correct.raft.term(), 0, 0, 0);
        assertThatThrownBy(() -> correct.hear(3, other)).hasMessageContaining("two leaders of term");
        Bench planted = new Bench(log(1), OPTIONS.withBugs(Set.of(Bug.VOTE_FORGOTTEN)), 1, 2, 3).elected(2);
        planted.hear(3, other);
        assertThat(planted.raft.leads()).isTrue();
        assertThat(planted.events).anyMatch(event -> event.kind().equals("broken"));
    }

    @Test
    void aLeaderCountsItselfOnlyOnceItsDiskHasTheEntry() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3).elected(2);
        bench.matches(2, 1);
        bench.raft.propose(ValueSet.add(7));
        bench.matches(2, 2);
        assertThat(bench.raft.commitIndex()).isEqualTo(1);
        bench.pass(1);
        assertThat(bench.raft.commitIndex()).isEqualTo(2);
    }

    @Test
    void proposalsOfOneTurnShareAMessage() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2).elected(2);
        bench.matches(2, 1);
        bench.take(AppendEntries.class);
        for (int i = 0; i < 10; i++) {
            bench.raft.propose(ValueSet.add(i));
        }
        bench.pass(1);
        assertThat(bench.last(AppendEntries.class).entries()).hasSize(10);
    }

    @Test
    void noMoreThanAWindowOfMessagesIsUnderWay() {
        Bench bench = new Bench(log(1), OPTIONS.withReplication(1, 3), 1, 2).elected(2);
        bench.matches(2, 1);
        bench.take(AppendEntries.class);
        for (int i = 0; i < 10; i++) {
            bench.raft.propose(ValueSet.add(i));
        }
        bench.pass(1);
        assertThat(bench.take(AppendEntries.class)).hasSize(3);
        bench.matches(2, 2);
        assertThat(bench.take(AppendEntries.class)).hasSize(1);
    }

    @Test
    void aLeaderThatNoQuorumAnswersStepsDownAndItsProposalsAreLost() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3).elected(2);
        Proposal proposal = bench.raft.propose(ValueSet.add(1)).orElseThrow();
        bench.pass(2 * OPTIONS.electionMaxNanos());
        assertThat(bench.raft.leads()).isFalse();
        assertThat(bench.lost).containsExactly(proposal);
    }

    @Test
    void aReadWaitsForAQuorumToAnswerARoundThatBeganAfterIt() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3).elected(2);
        bench.answersRound(2);
        assertThat(bench.raft.commitIndex()).isEqualTo(1);
        StringBuilder how = bench.read(ReadMode.INDEX);
        bench.matches(3, 1);
        bench.pass(1);
        assertThat(how).isEmpty();
        bench.answersRound(3);
        assertThat(how).hasToString("ready");
    }

    @Test
    void aNewLeaderServesNoReadBeforeItHasCommittedInItsTerm() {
        Bench bench = new Bench(log(1, 1), OPTIONS, 1, 2, 3).elected(2);
        StringBuilder how = bench.read(ReadMode.INDEX);
        bench.pass(60 * MILLI);
        bench.hear(2, new Appended(bench.raft.term(), true, 1, 1, 99));
        assertThat(how).isEmpty();
        bench.matches(2, 2);
        bench.answersRound(2);
        assertThat(how).hasToString("ready");
    }

    @Test
    void aLeaseCountsFromTheSendingAndEndsBeforeOthersMayVote() {
        RaftOptions options = OPTIONS.withLeases(true);
        Bench bench = new Bench(log(1), options, 1, 2, 3).elected(2);
        bench.pass(100 * MILLI);
        bench.pass(20 * MILLI);
        bench.answersRound(2);
        assertThat(bench.read(ReadMode.LEASE)).hasToString("ready");
        bench.pass(270 * MILLI);
        assertThat(bench.read(ReadMode.LEASE)).isEmpty();
    }

    @Test
    void whoWasAskedToTakeOverEndsTheLease() {
        Bench bench = new Bench(log(1), OPTIONS.withLeases(true), 1, 2, 3).elected(2);
        bench.answersRound(2);
        assertThat(bench.read(ReadMode.LEASE)).hasToString("ready");
        assertThat(bench.raft.transferTo(2)).isTrue();
        assertThat(bench.take(TimeoutNow.class)).hasSize(1);
        assertThat(bench.raft.propose(ValueSet.add(1))).isEmpty();
        assertThat(bench.read(ReadMode.LEASE)).isEmpty();
    }

    @Test
    void jointConsensusNeedsMajoritiesOfBoth() {
        Configuration joint = Bench.configuration(1, 2, 3)
                .jointWith(new ChangeMembers(Bench.configuration(3, 4, 5).addresses(), new TreeMap<>()));
        assertThat(joint.quorum(id -> id <= 3)).isFalse();
        assertThat(joint.quorum(id -> id >= 3)).isFalse();
        assertThat(joint.quorum(id -> id >= 2 && id <= 4)).isTrue();
        assertThat(Configuration.decode(joint.encode())).isEqualTo(joint);
    }

    @Test
    void newServersCatchUpAsLearnersThenColdNewThenCnew() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3).elected(2);
        bench.matches(2, 1);
        Configuration before = bench.raft.configuration();
        assertThat(bench.raft.change(ChangeMembers.from(before).add(4, "n4:1"))).isEqualTo(Change.ACCEPTED);
        assertThat(bench.raft.configuration().learners()).containsExactly(4);
        assertThat(bench.raft.change(ChangeMembers.from(before).remove(3))).isEqualTo(Change.BUSY);
        bench.pass(1);
        bench.matches(2, 2);
        assertThat(bench.raft.configuration().joint())
                .as("while 4 lacks entries")
                .isFalse();
        bench.matches(4, 2);
        assertThat(bench.raft.configuration().joint()).isTrue();
        bench.pass(1);
        bench.matches(2, 3);
        assertThat(bench.raft.commitIndex())
                .as("two of 1, 2, 3 but two of 1, 2, 3, 4")
                .isEqualTo(2);
        bench.matches(4, 3);
        assertThat(bench.raft.configuration().joint()).isFalse();
        assertThat(bench.raft.configuration().voters()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aLeaderThatIsRemovedStepsDownOnceThatIsCommitted() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3).elected(2);
        bench.matches(2, 1);
        bench.raft.change(ChangeMembers.from(bench.raft.configuration()).remove(1));
        bench.pass(1);
        bench.matches(2, 2);
        bench.matches(3, 2);
        assertThat(bench.raft.leads()).isTrue();
        bench.pass(1);
        bench.matches(2, 3);
        assertThat(bench.raft.leads()).as("one of 2 and 3 is no majority").isTrue();
        bench.matches(3, 3);
        assertThat(bench.raft.leads()).isFalse();
        assertThat(bench.raft.role()).isEqualTo(Role.LEARNER);
    }

    @Test
    void aConfigurationCountsWhenAppendedAndNotWhenTruncated() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3);
        byte[] four = Bench.configuration(1, 2, 3, 4).encode();
        bench.hear(2, append(1, 0, 0, 0, new Entry(1, 1, Entry.Kind.CONFIGURATION, four)));
        assertThat(bench.raft.configuration().voters()).containsExactly(1, 2, 3, 4);
        bench.hear(3, append(2, 0, 0, 0, command(1, 2)));
        assertThat(bench.raft.configuration().voters()).containsExactly(1, 2, 3);
    }

    @Test
    void aServerWithoutAVoteDoesNotCampaign() {
        Bench bench = new Bench(log(1), OPTIONS, 2, 3);
        bench.pass(10 * OPTIONS.electionMaxNanos());
        assertThat(bench.sent).isEmpty();
        assertThat(bench.raft.role()).isEqualTo(Role.LEARNER);
    }

    @Test
    void aSnapshotComesInChunksWhichMayComeTwiceAndOutOfOrder() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3);
        byte[] configuration = Bench.configuration(1, 2, 3).encode();
        byte[] first = new byte[8];
        InstallSnapshot one = new InstallSnapshot(2, 9, 1, configuration, 0, first, false, 1);
        InstallSnapshot two = new InstallSnapshot(2, 9, 1, configuration, 8, ValueSet.add(42), true, 1);
        bench.hear(2, two);
        assertThat(bench.last(SnapshotReceived.class).installed()).isFalse();
        bench.hear(2, one);
        bench.hear(2, one);
        bench.hear(2, two);
        assertThat(bench.last(SnapshotReceived.class).installed()).isTrue();
        assertThat(bench.machine.values).containsExactly(42);
        assertThat(bench.raft.appliedIndex()).isEqualTo(9);
        bench.hear(2, append(2, 9, 1, 10, command(10, 2)));
        assertThat(bench.raft.appliedIndex()).isEqualTo(10);
    }

    @Test
    void aFollowerWhoseStateDiffersFromTheLeadersStops() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3);
        bench.hear(2, append(1, 0, 0, 1, command(1, 1)));
        assertThatThrownBy(() -> bench.hear(2, new AppendEntries(1, 1, 1, List.of(), 1, 2, 1, 12345)))
                .hasMessageContaining("differs");
        assertThat(bench.events).anyMatch(e -> e.kind().equals("diverged"));
    }
}
