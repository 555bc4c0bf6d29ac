package dev.faultline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages in words. */
class MessageWordsTest {
    @Test
    void a_heartbeat_and_its_answer_are_told_as_such() {
        assertThat(MessageWords.plain("AppendEntries[term 3, heartbeat after 7/2, commit 7, round 41]"))
                .isEqualTo("heartbeat term 3, after 7/2, commit 7");
        assertThat(MessageWords.plain("Appended[term=3, matched=true, index=7, prevIndex=7, round=41]"))
                .isEqualTo("heartbeat answered term 3, matches to 7");
    }

    @Test
    void entries_and_answers_to_them_are_no_heartbeats() {
        assertThat(MessageWords.plain(
                        "AppendEntries[term 3, entries 8..9 of terms 3..3 after 7/2, commit 7, round 41]"))
                .isEqualTo("append entries term 3, entries 8..9 of terms 3..3 after 7/2, commit 7, round 41");
        assertThat(MessageWords.plain("Appended[term=3, matched=true, index=9, prevIndex=7, round=41]"))
                .isEqualTo("appended term 3, matched true, index 9, prev index 7, round 41");
    }

    @Test
    void any_record_is_told_without_its_signs() {
        assertThat(MessageWords.plain("RequestVote[term=2, lastIndex=5, lastTerm=1, purpose=PRE_VOTE]"))
                .isEqualTo("request vote term 2, last index 5, last term 1, purpose pre_vote");
        assertThat(MessageWords.plain("forward write 0 601 (7/37) again"))
                .isEqualTo("forward write 0 601 (7/37) again");
    }
}
