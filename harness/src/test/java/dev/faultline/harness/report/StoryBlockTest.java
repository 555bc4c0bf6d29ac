package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.StoryRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The story of a violation on the page. */
class StoryBlockTest {
    private static final String HOSTILE = "</title><script>alert(1)</script>\u202e\u001b\"'";

    @Test
    void a_run_without_a_story_has_no_such_part() throws Exception {
        assertThat(ParsedPage.of(Report.render(SyntheticRun.invalid())).elements("section"))
                .noneMatch(section -> section.getAttribute("id").equals("story"));
    }

    @Test
    void every_message_event_and_operation_is_drawn_with_all_that_is_known_of_it() throws Exception {
        ParsedPage page = page(SyntheticStory.staleRead());
        List<String> titles =
                page.elements("title").stream().map(Element::getTextContent).toList();

        assertThat(page.text("story"))
                .contains("Drawn: " + SyntheticStory.staleRead().entries().size() + " of ");
        assertThat(titles)
                .anyMatch(title -> title.contains("n3 → n4: request vote term 5 last 42/4, NOT RECEIVED: n4 is down"))
                .anyMatch(title -> title.contains("n3 leads: term 5, 3 of 5 votes"))
                .anyMatch(
                        title -> title.contains("process 2 on n1: read 3 -> 42, ok at") && title.endsWith("impossible"))
                .anyMatch(title -> title.startsWith("F2 cut n1 n2 | n3 n4 n5, from"));
        assertThat(page.elements("rect"))
                .anyMatch(bar -> bar.getAttribute("class").equals("sq-o ok hot"));
    }

    @Test
    void dropped_messages_end_in_a_cross_and_others_in_an_arrow() throws Exception {
        List<Element> lines = page(SyntheticStory.staleRead()).elements("line");
        assertThat(lines)
                .filteredOn(line -> line.getAttribute("class").contains("sq-m cut"))
                .isNotEmpty()
                .allMatch(line -> line.getAttribute("marker-end").endsWith("x)"));
        assertThat(lines)
                .filteredOn(line -> line.getAttribute("class").contains("sq-m delivered"))
                .isNotEmpty()
                .allMatch(line -> line.getAttribute("marker-end").endsWith("a)"));
    }

    @Test
    void markup_in_texts_stays_text() throws Exception {
        String html = Report.render(SyntheticRun.invalid().with(SyntheticStory.staleRead(HOSTILE)));
        assertThat(ParsedPage.of(html).elements("script")).hasSize(2);
        assertThat(html).doesNotContain("\u202e", "\u001b", "<script>alert");
    }

    @Test
    void whatever_a_story_holds_it_is_drawn_and_small() throws Exception {
        List<String> names = IntStream.range(0, 60)
                .mapToObj(i -> i == 7 ? HOSTILE : i == 8 ? "" : "x".repeat(i * 20) + i)
                .toList();
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<String> some = names.subList(random.nextInt(9), 10 + random.nextInt(50));
            ParsedPage page = page(SyntheticStory.anything(random, random.nextInt(3) * 2000, some));
            assertThat(page.text("story")).as("seed %d", seed).doesNotContain("could not be drawn");
            assertThat(page.nodes()).as("seed %d", seed).isLessThan(10_000);
        }
    }

    @Test
    void what_is_left_out_is_told_and_heartbeats_go_first() throws Exception {
        StoryRecord story = SyntheticStory.anything(new Random(2), 3000, List.of("n1", "n2", "n3"));
        StoryPick pick = StoryPick.of(story, 10, StoryBlock.MOST_ENTRIES);
        assertThat(pick.drawn()).isEqualTo(600);
        assertThat(pick.heartbeats()).isPositive();
        assertThat(pick.drawn() + pick.heartbeats() + pick.others()).isEqualTo(3000);
        assertThat(page(story).text("story")).contains("Drawn: 600 of 3,000 entries", "Left out: ");
    }

    @Test
    void a_moment_never_stands_above_an_earlier_one_and_idle_stretches_are_short() {
        StoryRecord story = SyntheticStory.staleRead();
        StoryScale scale = new StoryScale(story.entries(), story.from(), story.to());
        double before = 0;
        for (StoryRecord.Entry entry : story.entries()) {
            assertThat(scale.at(entry.at())).isGreaterThanOrEqualTo(before);
            before = scale.at(entry.at());
        }
        assertThat(scale.gaps()).isNotEmpty().allMatch(gap -> gap.bottom() - gap.top() <= 30);
    }

    @Test
    void it_is_read_back_from_the_folder_and_one_that_is_broken_leaves_a_gap(@TempDir Path results) throws Exception {
        RunFolder folder = StoredRuns.invalid(results, "2026-11-22T15.30.11");
        Json.write(folder.story(), SyntheticStory.staleRead());
        assertThat(RunReader.read(folder).story()).isEqualTo(SyntheticStory.staleRead());

        Files.writeString(folder.story(), "{\"entries\":[{\"type\":\"message\"}]}");
        RunData broken = RunReader.read(folder);
        assertThat(broken.story()).isNull();
        assertThat(broken.gaps()).anyMatch(gap -> gap.startsWith("story.json could not be read"));
    }

    private static ParsedPage page(StoryRecord story) throws Exception {
        return ParsedPage.of(Report.render(SyntheticRun.invalid().with(story)));
    }
}
