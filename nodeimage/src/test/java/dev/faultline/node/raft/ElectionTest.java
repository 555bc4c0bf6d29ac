package dev.faultline.node.raft;

import static dev.faultline.node.raft.Bench.MILLI;
import static dev.faultline.node.raft.Bench.OPTIONS;
import static dev.faultline.node.raft.Bench.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.raft.Message.Purpose;
import dev.faultline.node.raft.Message.RequestVote;
import dev.faultline.node.raft.Message.TimeoutNow;
import dev.faultline.node.raft.Message.Vote;
import org.junit.jupiter.api.Test;

/** Votes that come late, and votes that a server must not give although it has given none (3.4, 6.4.1, 9.6). */
class ElectionTest {

    @Test
    void votesOfAnEarlierCampaignDoNotCount() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3);
        campaigns(bench);
        long earlier = bench.raft.term();
        campaigns(bench);
        assertThat(bench.raft.term()).isGreaterThan(earlier);
        bench.hear(3, new Vote(earlier, true, false));
        assertThat(bench.raft.role()).isEqualTo(Role.CANDIDATE);
        bench.hear(3, new Vote(bench.raft.term(), true, false));
        assertThat(bench.raft.leads()).isTrue();
    }

    @Test
    void preVotesForAnEarlierTermDoNotCount() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3);
        preVotes(bench);
        bench.hear(3, new Vote(bench.raft.term(), true, true));
        assertThat(bench.raft.role()).isEqualTo(Role.PRE_CANDIDATE);
        bench.hear(3, new Vote(bench.raft.term() + 1, true, true));
        assertThat(bench.raft.role()).isEqualTo(Role.CANDIDATE);
    }

    @Test
    void whereLeasesAreReliedOnARestartedServerDoesNotVoteForAnElectionTimeout() {
        Bench bench = new Bench(log(3), OPTIONS.withLeases(true), 1, 2, 3);
        RequestVote request = new RequestVote(4, 0, 0, Purpose.VOTE);
        bench.pass(OPTIONS.electionMinNanos() - MILLI);
        bench.hear(2, request);
        assertThat(bench.take(Vote.class)).isEmpty();
        bench.pass(MILLI);
        bench.hear(2, request);
        assertThat(bench.last(Vote.class).granted()).isTrue();
    }

    @Test
    void whereNoneAreItVotesAtOnce() {
        Bench bench = new Bench(log(3), OPTIONS.withLeases(false), 1, 2, 3);
        bench.hear(2, new RequestVote(4, 0, 0, Purpose.VOTE));
        assertThat(bench.last(Vote.class).granted()).isTrue();
    }

    @Test
    void aRequestToTakeOverIsForTheTermOfWhoMadeItOnly() {
        Bench bench = new Bench(log(3), OPTIONS, 1, 2, 3);
        bench.hear(2, new TimeoutNow(2));
        bench.hear(2, new TimeoutNow(4));
        assertThat(bench.raft.role()).isEqualTo(Role.FOLLOWER);
        bench.hear(2, new TimeoutNow(3));
        assertThat(bench.last(RequestVote.class)).isEqualTo(new RequestVote(4, 0, 0, Purpose.TRANSFER));
    }

    private static void preVotes(Bench bench) {
        for (int i = 0; i < 200 && bench.raft.role() != Role.PRE_CANDIDATE; i++) {
            bench.pass(10 * MILLI);
        }
        assertThat(bench.raft.role()).isEqualTo(Role.PRE_CANDIDATE);
    }

    private static void campaigns(Bench bench) {
        preVotes(bench);
        bench.hear(2, new Vote(bench.raft.term() + 1, true, true));
        assertThat(bench.raft.role()).isEqualTo(Role.CANDIDATE);
    }
}
