package dev.faultline.node.raft;

import static dev.faultline.node.raft.Bench.MILLI;
import static dev.faultline.node.raft.Bench.OPTIONS;
import static dev.faultline.node.raft.Bench.command;
import static dev.faultline.node.raft.Bench.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.raft.Message.AppendEntries;
import dev.faultline.node.raft.Message.Appended;
import dev.faultline.node.raft.Message.Vote;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers that come late or twice, and readers who would wait for some for ever. */
class LateAnswersTest {

    @Test
    void whatWasAcknowledgedToAnEarlierLeadershipDoesNotCount() {
        Bench bench = new Bench(log(3), OPTIONS, 1, 2, 3).elected(2);
        long term = bench.raft.term();
        bench.hear(2, new Appended(term - 1, true, 1, 1, 1));
        assertThat(bench.raft.commitIndex()).isZero();
        bench.hear(2, new Appended(term, true, 1, 1, 1));
        assertThat(bench.raft.commitIndex()).isEqualTo(1);
    }

    @Test
    void aRoundOfAnEarlierLeadershipConfirmsNoRead() {
        Bench bench = new Bench(log(3), OPTIONS, 1, 2, 3).elected(2);
        bench.matches(2, 1);
        StringBuilder how = bench.read(ReadMode.INDEX);
        bench.pass(1);
        long round = bench.last(AppendEntries.class).round();
        bench.hear(2, new Appended(bench.raft.term() - 1, true, 1, 1, round));
        assertThat(how).isEmpty();
        bench.hear(2, new Appended(bench.raft.term(), true, 1, 1, round));
        assertThat(how).hasToString("ready");
    }

    @Test
    void aReadIsRefusedWhenLeadershipEndsBeforeItIsConfirmed() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3).elected(2);
        bench.matches(2, 1);
        StringBuilder asked = bench.read(ReadMode.INDEX);
        bench.pass(2 * OPTIONS.electionMaxNanos());
        assertThat(bench.raft.leads()).isFalse();
        assertThat(asked).hasToString("refused");
    }

    /** What an earlier leadership had on disk was truncated since. */
    @Test
    void aNewLeaderDoesNotCountItselfForWhatAnEarlierLeadershipOfItHadOnDisk() {
        Bench bench = new Bench(log(1), OPTIONS, 1, 2, 3).elected(2);
        bench.raft.propose(ValueSet.add(1));
        bench.pass(1);
        bench.hear(3, new AppendEntries(7, 0, 0, List.of(), 0, 1, 0, 0));
        bench.hear(3, new AppendEntries(7, 0, 0, List.of(command(1, 7)), 0, 1, 0, 0));
        assertThat(bench.store.lastIndex()).isEqualTo(1);
        for (int i = 0; i < 100 && bench.raft.role() != Role.PRE_CANDIDATE; i++) {
            bench.pass(10 * MILLI);
        }
        bench.hear(2, new Vote(8, true, true));
        bench.hear(2, new Vote(8, true, false));
        assertThat(bench.raft.leads()).isTrue();
        bench.matches(2, 2);
        assertThat(bench.raft.commitIndex()).isZero();
        bench.pass(1);
        assertThat(bench.raft.commitIndex()).isEqualTo(2);
    }

    @Test
    void aRefusalThatComesTwiceIsHeededOnce() {
        Bench bench = new Bench(log(3, 1, 1, 2, 2, 2), OPTIONS, 1, 2, 3).elected(2);
        Appended refusal = new Appended(bench.raft.term(), false, 2, 5, 1);
        bench.take(AppendEntries.class);
        bench.hear(3, refusal);
        assertThat(bench.last(AppendEntries.class).prevIndex()).isEqualTo(2);
        bench.hear(3, refusal);
        assertThat(bench.take(AppendEntries.class)).isEmpty();
    }
}
