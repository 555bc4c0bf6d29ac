package dev.faultline.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages in words. */
class MessageTest {
    private static final Entry ENTRY = new Entry(8, 3, Entry.Kind.NOOP, new byte[0]);

    @Test
    void heartbeats_that_bring_nothing_new_read_alike_and_so_do_their_answers() {
        assertThat(new Message.AppendEntries(3, 7, 2, List.of(), 7, 41, 0, 0))
                .hasToString("heartbeat term 3, after 7/2, commit 7");
        assertThat(new Message.Appended(3, true, 7, 7, 41)).hasToString("heartbeat answered term 3, matches to 7");
    }

    @Test
    void entries_and_answers_to_them_are_no_heartbeats() {
        assertThat(new Message.AppendEntries(3, 7, 2, List.of(ENTRY), 7, 41, 0, 0))
                .hasToString("append entry 8 term 3, after 7/2, commit 7, round 41");
        assertThat(new Message.Appended(3, true, 8, 7, 41)).hasToString("appended to 8 term 3, round 41");
        assertThat(new Message.Appended(3, false, 5, 7, 41)).hasToString("append refused term 3, may match to 5");
    }

    @Test
    void votes_say_what_they_are_for() {
        assertThat(new Message.RequestVote(2, 5, 1, Message.Purpose.PRE_VOTE))
                .hasToString("request pre-vote term 2, log ends at 5/1");
        assertThat(new Message.Vote(2, false, false)).hasToString("vote refused term 2");
    }
}
