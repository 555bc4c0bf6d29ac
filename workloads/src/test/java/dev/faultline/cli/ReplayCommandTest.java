package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.store.StoryRecord;
import dev.faultline.replay.ReplayRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A planted bug that is found, and the run that found it made again. */
class ReplayCommandTest {
    private static final int SEEDS_MAX = 20;

    @TempDir
    static Path results;

    private static RunFolder found;
    private static byte[] recipe;

    @BeforeAll
    static void a_stale_read_is_found() throws IOException {
        int code = ExitCode.VALID;
        for (int seed = 1; seed <= SEEDS_MAX && code != ExitCode.INVALID; seed++) {
            code = Terminal.run(
                            "run",
                            "--system=single-leader",
                            "--workload=register",
                            "--faults=partition",
                            "--targets=leader",
                            "--option=bug=stale-leader-read",
                            "--time-limit=12",
                            "--rate=80",
                            "--fault-interval=500ms",
                            "--objective=availability>=0%",
                            "--seed=" + seed,
                            "--results=" + results)
                    .code();
        }
        assertThat(code).isEqualTo(ExitCode.INVALID);
        found = new RunFolder(results.resolve("latest").toRealPath());
        assertThat(found.story()).as("told at once").exists();
        Files.delete(found.story());
        recipe = Files.readAllBytes(found.recipe());
    }

    @AfterEach
    void what_was_recorded_is_as_before() throws IOException {
        Files.write(found.recipe(), recipe);
        Files.deleteIfExists(found.story());
    }

    private static Terminal.Ended replay(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "replay";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Terminal.run(all);
    }

    private static void tamper(String was, String is) throws IOException {
        String text = Files.readString(found.recipe());
        assertThat(text).contains(was);
        Files.writeString(found.recipe(), text.replace(was, is));
    }

    @Test
    void a_found_failure_comes_out_the_same() throws IOException {
        ReplayRecord recorded = ReplayRecord.read(found.recipe());
        assertThat(recorded.verdict()).isEqualTo("invalid");
        assertThat(recorded.words()).contains("bug=stale-leader-read", "availability>=0%");
        assertThat(recorded.faults()).isNotEmpty();
        Terminal.Ended ended = replay("latest", "--results=" + results);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).last().asString().matches("identical: [\\d,]+ operations, INVALID, same witness");
        assertThat(ended.code()).isZero();
        assertThat(found.story()).as("not asked for").doesNotExist();
    }

    @Test
    void the_story_has_the_culprit_and_the_messages_around_it() {
        Terminal.Ended ended = replay(found.path().toString(), "--story");
        assertThat(ended.code()).isZero();
        StoryRecord story = Json.read(found.story(), StoryRecord.class);
        assertThat(story.violatedAt()).isPresent();
        assertThat(story.lanes()).containsExactly("n1", "n2", "n3", "n4", "n5");
        assertThat(story.entries())
                .filteredOn(StoryRecord.Message.class::isInstance)
                .hasSizeGreaterThan(50)
                .allSatisfy(message -> assertThat(message.at()).isBetween(story.from(), story.to()))
                .map(message -> ((StoryRecord.Message) message).fate())
                .contains(StoryRecord.Fate.CUT, StoryRecord.Fate.DELIVERED);
        assertThat(story.entries())
                .filteredOn(StoryRecord.Event.class::isInstance)
                .map(event -> ((StoryRecord.Event) event).kind())
                .contains("leads");
        assertThat(story.entries()).anyMatch(StoryRecord.Fault.class::isInstance);
        assertThat(ended.out()).anyMatch(line -> line.startsWith(">") && line.endsWith("impossible"));
        assertThat(ended.out()).anyMatch(line -> line.contains("heartbeat term "));
        assertThat(ended.out()).anyMatch(line -> line.contains("F1"));
        assertThat(found.report()).content().contains("The story of the violation");
    }

    @Test
    void a_file_elsewhere_is_enough() throws IOException {
        Path copy = Files.copy(found.recipe(), results.resolve("copied.json"));
        Terminal.Ended ended = replay(copy.toString());
        assertThat(ended.out()).last().asString().startsWith("identical: ");
        assertThat(ended.code()).isZero();
    }

    @Test
    void another_version_of_the_node_programs_is_refused() throws IOException {
        tamper(ReplayRecord.read(found.recipe()).programVersion(), "0123456789ab");
        Terminal.Ended ended = replay(found.path().toString());
        assertThat(ended.err())
                .singleElement()
                .asString()
                .contains("recorded by version 0123456789ab of the node programs", "but this is version ");
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    }

    @Test
    void another_history_is_a_difference() throws IOException {
        String sha256 = ReplayRecord.read(found.recipe()).historySha256();
        tamper(sha256, "0".repeat(64));
        Terminal.Ended ended = replay(found.path().toString());
        assertThat(ended.out())
                .contains("different: SHA-256 of history.edn", "  replayed: " + sha256)
                .noneMatch(line -> line.startsWith("identical"));
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void the_first_line_that_differs_is_shown_of_both_histories() throws IOException {
        byte[] history = Files.readAllBytes(found.history());
        try {
            List<String> lines = Files.readAllLines(found.history());
            String was = lines.set(1, lines.get(1).replace(":time ", ":time 9"));
            Files.write(found.history(), lines);
            Terminal.Ended ended = replay(found.path().toString());
            assertThat(ended.out())
                    .contains("different: history.edn, line 2", "  recorded: " + lines.get(1), "  replayed: " + was);
            assertThat(ended.code()).isEqualTo(ExitCode.INVALID);
        } finally {
            Files.write(found.history(), history);
        }
    }

    @Test
    void what_cannot_be_replayed_is_refused_in_one_line() throws IOException {
        refused("RUN: no run folder at", results.resolve("nothing").toString());
        refused("has no replay.json", results.toString());
        Path bad = Files.writeString(results.resolve("bad.json"), "{\"seed\": 1");
        refused("bad.json: ", bad.toString());
        Files.writeString(bad, "{\"seed\": 1}");
        refused("bad.json: ", bad.toString());
        damaged("\"sentence\"", "\"setnence\"", "replay.json: sentence is missing");
        damaged("\"seed\" : ", "\"seed\" : \"x\", \"was\" : ", "replay.json: seed: not what it should be, line 2");
        damaged("\"core\" : [", "\"core\" : [ {},", "replay.json: violations[0].core[0]: not what it should be, line ");
        damaged(
                "\"run\"",
                "\"walk\"",
                "replay.json: words must be those of ./faultline run or ./faultline faults, not");
        damaged("\"seed\" : ", "\"seed\" : 9", "replay.json: seed is 9");
        tamper("\"--workload\"", "\"--worklood\"");
        refused("--worklood", found.path().toString());
    }

    private static void damaged(String was, String is, String complaint) throws IOException {
        tamper(was, is);
        refused(complaint, found.path().toString());
        Files.write(found.recipe(), recipe);
    }

    private static void refused(String with, String run) {
        Terminal.Ended ended = replay(run);
        assertThat(ended.err()).singleElement().asString().contains(with);
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
    }
}
