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
        StoryScale scale = new StoryScale(story.entries(), rows(story), story.from(), story.to());
        double before = 0;
        for (StoryRecord.Entry entry : story.entries()) {
            assertThat(scale.at(entry.at())).isGreaterThanOrEqualTo(before);
            before = scale.at(entry.at());
        }
        assertThat(scale.gaps()).isNotEmpty().allMatch(gap -> gap.bottom() - gap.top() <= 20);
    }

    @Test
    void no_text_stands_where_arrows_are_and_no_line_of_text_touches_another() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            StoryRecord story = seed == 0
                    ? SyntheticStory.staleRead()
                    : SyntheticStory.anything(new Random(seed), seed * 30, List.of("n1", "n2", HOSTILE));
            assertThat(page(story).elements("text")).as("seed %d", seed).isEmpty();
            List<StoryRow> rows = rows(story);
            StoryScale scale = new StoryScale(story.entries(), rows, Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(scale.lines()).as("seed %d", seed).hasSameSizeAs(rows);
            for (int i = 1; i < rows.size(); i++) {
                assertThat(scale.lines().get(i) - scale.lines().get(i - 1))
                        .as("line %d, seed %d", i, seed)
                        .isGreaterThanOrEqualTo(StoryScale.ROW - 1e-6);
            }
            for (StoryScale.Gap gap : scale.gaps()) {
                assertThat(scale.lines()).as("seed %d", seed).noneMatch(y -> y > gap.top() && y < gap.bottom());
            }
        }
    }

    @Test
    void what_is_sent_to_many_is_one_line_that_names_whom_it_did_not_reach() {
        assertThat(told(SyntheticStory.staleRead()))
                .contains("n3 → n5 ✕ n1 n2 n4 request vote term 5 last 42/4")
                .contains("n4 → n3 vote granted term 5");
    }

    @Test
    void what_went_wrong_is_told_where_it_is_asked_and_where_it_is_answered() throws Exception {
        assertThat(told(SyntheticStory.staleRead()))
                .containsSubsequence("p2 on n1 read 3 → 42, asked", "p2 on n1 read 3 → 42, impossible");
        assertThat(page(SyntheticStory.staleRead()).elements("i"))
                .filteredOn(band -> band.getAttribute("class").equals("sq-hot"))
                .hasSize(2);
    }

    @Test
    void faults_are_told_when_they_begin_and_end_and_at_the_top_when_they_began_before() {
        StoryRecord story = SyntheticStory.staleRead();
        StoryRecord.Fault fault = story.entries().stream()
                .filter(StoryRecord.Fault.class::isInstance)
                .map(StoryRecord.Fault.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(told(story)).contains("F2 begins cut n1 n2 | n3 n4 n5", "F2 is healed cut n1 n2 | n3 n4 n5");

        List<StoryRecord.Entry> later = story.entries().stream()
                .filter(entry -> entry.at() > fault.time())
                .toList();
        assertThat(StoryRows.of(
                        later,
                        List.of(fault),
                        StoryLanes.of(story),
                        later.get(0).at(),
                        story.to()))
                .first()
                .satisfies(row -> assertThat(row.what()).endsWith("since " + StoryText.seconds(fault.time())));
    }

    @Test
    void heartbeats_have_no_line_but_the_first_that_is_lost_on_each_link() {
        assertThat(told(SyntheticStory.staleRead()))
                .filteredOn(line -> line.contains("heartbeat"))
                .containsExactly("n1 ✕ n3 n5 heartbeat term 4, cut");
    }

    @Test
    void who_leads_when_the_chart_begins_stands_under_its_name() throws Exception {
        StoryRecord story = SyntheticStory.longAfterElection();
        assertThat(page(story).elements("small"))
                .extracting(Element::getTextContent)
                .contains("leads term 4")
                .contains("steps-down");
    }

    @Test
    void a_change_of_roles_is_drawn_before_messages_that_are_nearer() {
        StoryRecord story = SyntheticStory.staleRead();
        assertThat(StoryPick.of(story, 12, 600).near())
                .anyMatch(entry ->
                        entry instanceof StoryRecord.Event event && event.kind().equals("leads"));
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

    private static List<StoryRow> rows(StoryRecord story) {
        List<StoryRecord.Fault> faults = story.entries().stream()
                .filter(StoryRecord.Fault.class::isInstance)
                .map(StoryRecord.Fault.class::cast)
                .toList();
        return StoryRows.of(story.entries(), faults, StoryLanes.of(story), Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static List<String> told(StoryRecord story) {
        return rows(story).stream().map(row -> row.who() + " " + row.what()).toList();
    }

    private static ParsedPage page(StoryRecord story) throws Exception {
        return ParsedPage.of(Report.render(SyntheticRun.invalid().with(story)));
    }
}
