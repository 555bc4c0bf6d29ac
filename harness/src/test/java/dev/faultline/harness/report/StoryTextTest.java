package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Entry;
import dev.faultline.harness.store.StoryRecord.Event;
import dev.faultline.harness.store.StoryRecord.Fate;
import dev.faultline.harness.store.StoryRecord.Message;
import dev.faultline.harness.store.StoryRecord.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A story as text. */
class StoryTextTest {
    private static final long MILLI = SyntheticStory.MILLI;

    @Test
    void each_entry_is_a_line_in_order_of_time_with_aligned_columns() {
        StoryRecord story = story(
                new Operation(12_404 * MILLI, 12_410 * MILLI, 3, "n1", "read 3 -> 16", "ok", true),
                new Message(12_403 * MILLI, 12_405 * MILLI, "n1", "n3", "append entries term 4", Fate.DELIVERED),
                new Message(12_403 * MILLI, null, "n1", "n2", "append entries term 4", Fate.CUT),
                new Event(12_000 * MILLI, "n1", "leads", "term 4"));

        assertThat(StoryText.lines(story, 10))
                .containsExactly(
                        "  12.0000  n1               leads: term 4",
                        "  12.4030  n1 -> n3         append entries term 4  arrived 12.4050",
                        "  12.4030  n1 -> n2         append entries term 4  CUT by a partition",
                        "> 12.4040  process 3 on n1  read 3 -> 16           ok at 12.4100, impossible");
    }

    @Test
    void equal_heartbeats_with_nothing_between_them_are_one_line() {
        List<Entry> entries = new ArrayList<>(heartbeats(0, 24, "heartbeat term 4"));
        entries.add(new Event(5_000 * MILLI, "n3", "suspects", "n1"));
        entries.addAll(heartbeats(6_000, 2, "heartbeat term 4"));

        assertThat(StoryText.lines(new StoryRecord(0, 9_000 * MILLI, List.of(), entries), 10))
                .containsExactly(
                        "  0.0000  n1 -> n2 n3  ... 24 times heartbeat term 4  last 0.0230",
                        "  5.0000  n3           suspects: n1",
                        "  6.0000  n1 -> n2     heartbeat term 4               arrived 6.0000",
                        "  6.0010  n1 -> n3     heartbeat term 4               arrived 6.0010");
    }

    @Test
    void heartbeats_that_did_not_arrive_are_told_one_by_one() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            entries.add(new Message(i * MILLI, null, "n1", "n2", "heartbeat", Fate.LOST));
        }
        assertThat(StoryText.lines(new StoryRecord(0, 9, List.of(), entries), 10))
                .hasSize(5)
                .allMatch(line -> line.endsWith("LOST"));
    }

    @Test
    void a_long_story_is_cut_around_the_violation_and_says_what_is_left_out() {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            entries.add(new Event(i * MILLI, "n1", "event", "number " + i));
        }
        entries.add(new Operation(700 * MILLI, 700 * MILLI, 1, "n1", "read", "ok", true));

        List<String> lines = StoryText.lines(new StoryRecord(0, 1000 * MILLI, List.of("n1"), entries), 100);

        assertThat(lines).hasSize(102);
        assertThat(lines.get(0)).isEqualTo("... 627 earlier left out");
        assertThat(lines.get(101)).isEqualTo("... 274 later left out");
        assertThat(lines).anyMatch(line -> line.startsWith(">"));
    }

    @Test
    void what_steers_a_terminal_is_shown_by_its_code() {
        StoryRecord story = story(new Event(0, "n1\u001b[31m", "x\n", "\u202e"));
        assertThat(StoryText.lines(story, 5))
                .singleElement()
                .asString()
                .contains("n1\\u001b[31m", "x\\u000a", "\\u202e")
                .doesNotContain("\u001b", "\n", "\u202e");
    }

    private static List<Message> heartbeats(long fromMillis, int count, String text) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = (fromMillis + i) * MILLI;
            messages.add(new Message(at, at, "n1", i % 2 == 0 ? "n2" : "n3", text, Fate.DELIVERED));
        }
        return messages;
    }

    private static StoryRecord story(Entry... entries) {
        return new StoryRecord(0, 20_000 * MILLI, List.of("n1", "n2", "n3"), List.of(entries));
    }
}
