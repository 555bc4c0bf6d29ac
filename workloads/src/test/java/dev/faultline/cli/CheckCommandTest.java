package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String VALID = """
            {:process 0, :type :invoke, :f :write, :value 1}
            {:process 0, :type :ok, :f :write, :value 1}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value 1}
            """;
    private static final String INVALID = VALID.replace(":read, :value 1}", ":read, :value 2}");

    @TempDir
    Path folder;

    private String file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }

    @Test
    void a_line_tells_name_verdict_operations_and_milliseconds() throws IOException {
        String file = file("good.edn", VALID);
        Terminal.Ended ended = Terminal.run("check", file, "--model", "cas-register");
        assertThat(ended.out())
                .singleElement()
                .asString()
                .matches("\\Q" + file + "\\E  valid  2 operations  \\d+\\.\\d ms");
        assertThat(ended.code()).isZero();
    }

    @Test
    void the_worst_verdict_is_the_exit_code_and_an_invalid_line_says_why() throws IOException {
        Terminal.Ended ended =
                Terminal.run("check", file("good.edn", VALID), file("bad.edn", INVALID), "--model", "register");
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID);
        assertThat(ended.out()).hasSize(2);
        assertThat(ended.out().get(1)).contains("  invalid  2 operations  ", "process 1 read");
    }

    @Test
    void transactions_over_lists_are_judged_for_serializability() throws IOException {
        String skewed = """
                {:process 0, :type :invoke, :f :txn, :value [[:r x nil] [:append y 1]]}
                {:process 0, :type :ok, :f :txn, :value [[:r x nil] [:append y 1]]}
                {:process 1, :type :invoke, :f :txn, :value [[:r y nil] [:append x 1]]}
                {:process 1, :type :ok, :f :txn, :value [[:r y nil] [:append x 1]]}
                """;
        Terminal.Ended ended = Terminal.run("check", file("skewed.edn", skewed), "--model", "list-append");
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID);
        assertThat(ended.out()).singleElement().asString().contains("not serializable: G2-item");
        String after = skewed.replace(":ok, :f :txn, :value [[:r y nil]", ":ok, :f :txn, :value [[:r y [1]]");
        assertThat(Terminal.run("check", file("good.edn", after), "--model", "list-append")
                        .code())
                .isZero();
    }

    @Test
    void a_history_too_large_for_the_memory_is_a_crash_and_no_verdict() throws Exception {
        StringBuilder large = new StringBuilder();
        for (int i = 0; i < 400_000; i++) {
            large.append("{:process 0, :type ").append(i % 2 == 0 ? ":invoke" : ":ok");
            large.append(", :f :write, :value \"").append(i / 2).append("\"}\n");
        }
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx20m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.faultline.cli.Main",
                        "check",
                        file("large.edn", large.toString()),
                        "--model",
                        "register")
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).startsWith("java.lang.OutOfMemoryError").hasLineCount(1);
        assertThat(java.waitFor()).isEqualTo(ExitCode.CRASHED);
    }

    @Test
    void json_has_exactly_the_fields_that_were_promised() throws IOException {
        Terminal.Ended ended = Terminal.run(
                "check", file("good.edn", VALID), file("bad.edn", INVALID), "--model", "cas-register", "--json");
        List<JsonNode> rows = new ArrayList<>();
        for (String line : ended.out()) {
            rows.add(new JsonMapper().readTree(line));
        }
        assertThat(rows).hasSize(2).allSatisfy(row -> {
            assertThat(row.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "file",
                            "verdict",
                            "cause",
                            "operations",
                            "parseMillis",
                            "checkMillis",
                            "peakBytes",
                            "algorithm",
                            "witness");
            assertThat(row.get("peakBytes").isIntegralNumber()).isTrue();
            assertThat(row.get("algorithm").asText()).isEqualTo("zones");
            assertThat(row.get("operations").isIntegralNumber()).isTrue();
            assertThat(row.get("parseMillis").isNumber()).isTrue();
            assertThat(row.get("checkMillis").isNumber()).isTrue();
        });
        assertThat(rows.get(0).get("verdict").asText()).isEqualTo("valid");
        assertThat(rows.get(0).get("cause").isNull()).isTrue();
        assertThat(rows.get(1).get("verdict").asText()).isEqualTo("invalid");
        assertThat(rows.get(1).get("cause").asText()).contains("not linearizable");
        assertThat(rows.get(0).get("witness").isNull()).isTrue();
        assertThat(rows.get(1).get("witness").get("core")).isNotEmpty();
    }

    @Test
    void independent_keys_are_judged_apart_when_asked_to_be() throws IOException {
        String keyed = VALID.replace(":value 1", ":value [7 1]").replace(":value nil", ":value [7 nil]");
        String file = file("keyed.edn", keyed + keyed.replace("[7", "[8"));
        assertThat(Terminal.run("check", file, "--model", "register", "--key-by", "value-tuple")
                        .code())
                .isZero();
    }

    @Test
    void keys_may_stand_beside_the_value() throws IOException {
        String keyed = VALID.replace("}", ", :shard 7}")
                + VALID.replace("}", ", :shard 8}").replace("1", "2");
        String file = file("beside.edn", keyed);
        assertThat(Terminal.run("check", file, "--model", "register", "--key-by", ":shard")
                        .code())
                .isZero();
        Terminal.Ended missing = Terminal.run("check", file, "--model", "register", "--key-by", ":key");
        assertThat(missing.out()).singleElement().asString().contains("unknown", "expected a key under :key");
    }

    @Test
    void an_empty_history_is_not_called_invalid() throws IOException {
        assertThat(Terminal.run("check", file("empty.edn", ""), "--model", "register")
                        .out())
                .hasSize(1);
    }

    @Test
    void a_damaged_file_is_told_in_one_line_with_its_place() throws IOException {
        String file = file("torn.edn", VALID + "{:process 0, :type :sideways}\n");
        Terminal.Ended ended = Terminal.run("check", file, "--model", "register");
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
        assertThat(ended.err()).singleElement().asString().contains("torn.edn", "5");
    }

    @Test
    void recorded_histories_of_compare_and_set_registers_get_their_known_verdicts() throws IOException {
        Path histories = Path.of("..", "..", "shared", "histories");
        assumeTrue(
                Files.isRegularFile(histories.resolve("verdicts.tsv")),
                "skipped: no recorded histories at "
                        + histories.toAbsolutePath().normalize());
        Map<String, String> known;
        try (Stream<String> lines = Files.lines(histories.resolve("verdicts.tsv"))) {
            known = lines.map(line -> line.split("\t"))
                    .filter(row -> row[0].startsWith("cas-register-knossos/"))
                    .collect(Collectors.toMap(row -> histories.resolve(row[0]).toString(), row -> row[2]));
        }
        List<String> arguments = new ArrayList<>(List.of("check", "--model", "cas-register"));
        arguments.addAll(known.keySet());
        Terminal.Ended ended = Terminal.run(arguments.toArray(String[]::new));
        Map<String, String> found = ended.out().stream()
                .map(line -> line.split("  "))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        assertThat(known).hasSize(55);
        assertThat(found).isEqualTo(known);
        assertThat(ended.code()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    void a_damaged_file_does_not_keep_others_from_being_judged() throws IOException {
        Terminal.Ended ended = Terminal.run(
                "check",
                file("a.edn", "{:type"),
                file("bad.edn", INVALID),
                file("c.edn", VALID),
                "--model",
                "register");
        assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
        assertThat(ended.err()).singleElement().asString().contains("a.edn");
        assertThat(ended.out()).hasSize(2);
    }

    @Test
    void a_folder_stands_for_the_histories_in_it() throws IOException {
        file("b.edn", VALID);
        file("a.jsonl", "{\"process\":0,\"type\":\"invoke\",\"f\":\"write\",\"value\":1}\n");
        file("notes.txt", "no history");
        Terminal.Ended ended = Terminal.run("check", folder.toString(), "--model", "register");
        assertThat(ended.out()).hasSize(2);
        assertThat(ended.out().get(0)).contains("a.jsonl  valid");
        assertThat(ended.out().get(1)).contains("b.edn  valid");
    }

    @Test
    void an_algorithm_can_be_forced_and_what_it_cannot_decide_is_unknown() throws IOException {
        String twice = file("twice.edn", VALID + VALID);
        assertThat(Terminal.run("check", twice, "--model", "register", "--algorithm", "search")
                        .code())
                .isZero();
        Terminal.Ended zones = Terminal.run("check", twice, "--model", "register", "--algorithm", "zones");
        assertThat(zones.code()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(zones.out()).singleElement().asString().contains("zones does not apply: ");
    }

    @Test
    void processes_that_are_ignored_are_no_clients() throws IOException {
        String file = file("loader.edn", INVALID.replace(":process 1", ":process :loader"));
        assertThat(Terminal.run("check", file, "--model", "register").code()).isEqualTo(ExitCode.INVALID);
        assertThat(Terminal.run("check", file, "--model", "register", "--ignore", "loader")
                        .code())
                .isZero();
    }

    @Test
    void a_read_of_nil_learned_nothing_or_found_the_initial_value() throws IOException {
        String lost = file("lost.edn", VALID.replace(":read, :value 1}", ":read, :value nil}"));
        for (String model : List.of("register", "cas-register")) {
            assertThat(Terminal.run("check", lost, "--model", model).code()).isZero();
            assertThat(Terminal.run("check", lost, "--model", model, "--nil-reads", "initial")
                            .code())
                    .isEqualTo(ExitCode.INVALID);
        }
    }

    @Test
    void a_stale_read_is_sequentially_consistent_and_not_linearizable() throws IOException {
        String stale = VALID
                + VALID.replace("1", "2").replace(":process 2", ":process 1")
                + VALID.lines()
                        .skip(2)
                        .map(line -> line.replace(":process 1", ":process 5") + "\n")
                        .collect(Collectors.joining());
        String file = file("stale.edn", stale);
        assertThat(Terminal.run("check", file, "--model", "register").code()).isEqualTo(ExitCode.INVALID);
        assertThat(Terminal.run("check", file, "--model", "register", "--consistency", "sequential")
                        .code())
                .isZero();
    }

    @Test
    void a_violation_is_explained_by_a_page_and_as_data() throws IOException {
        Path pages = folder.resolve("pages");
        Terminal.run(
                "check",
                file("good.edn", VALID),
                file("bad.edn", INVALID),
                "--model",
                "register",
                "--explain",
                pages.toString());
        assertThat(pages).isDirectoryNotContaining("glob:**good*");
        assertThat(pages.resolve("bad.html")).content().contains("not linearizable", "<script");
        assertThat(new JsonMapper().readTree(pages.resolve("bad.json").toFile()).get("core"))
                .isNotEmpty();
    }
}
