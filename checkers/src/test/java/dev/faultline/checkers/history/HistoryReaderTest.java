package dev.faultline.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryReaderTest {
    @Test
    void eventsInAnyLayoutAreReadAsTheyAre() throws IOException {
        for (int seed = 0; seed < 3_000; seed++) {
            RandomEvents made = new RandomEvents(new Random(seed));
            List<Event> events = made.events(12);
            String text = events.stream().map(made::text).collect(Collectors.joining("\n"));

            assertThat(read(text).events()).as("seed %s: %s", seed, text).isEqualTo(events);
        }
    }

    @Test
    void theFastWayAndTheGeneralOneReadTheSame() throws IOException {
        for (int seed = 0; seed < 1_000; seed++) {
            RandomEvents made = new RandomEvents(new Random(seed));
            List<String> lines = made.events(12).stream().map(made::text).toList();

            assertThat(read(String.join("\n", lines)))
                    .as("seed %s: %s", seed, lines)
                    .isEqualTo(read("#op" + String.join("\n#op", lines)))
                    .isEqualTo(read("#jepsen.history.Op" + String.join("\n#jepsen.history.Op", lines)));
        }
    }

    @Test
    void eventsMayLieAcrossTheEndOfAnyBuffer() throws IOException {
        RandomEvents made = new RandomEvents(new Random(7));
        List<Event> events = new ArrayList<>(made.events(20_000));
        events.add(Event.invoke(77, "write", "żółw".repeat(200_000)).withIndex(events.size()));
        events.add(Event.invoke(78, "write", "\\\"\n".repeat(200_000)).withIndex(events.size()));
        events.add(Event.ok(77, "write", 1).withIndex(events.size()));
        String text = events.stream().map(made::text).collect(Collectors.joining(" "));
        List<Event> expected = History.of(events).events();

        assertThat(read(text).events()).isEqualTo(expected);
        assertThat(read("[" + text + "]").events()).isEqualTo(expected);
    }

    @Test
    void anErrorFarInsideALongLineHasItsColumn() {
        String event = "{:type :info, :process :nemesis, :f :ą, :value nil} ";
        String text = event.repeat(30_000) + "{:type :done, :process 0}";

        assertThatThrownBy(() -> read(text))
                .hasMessageStartingWith("text:1:" + (event.length() * 30_000 + 1) + ": expected :type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{:type :invoke, :process 0, :value [1 2}|1|40|a value, not }",
                "{:type :invoke, :process 0, :value [1 (2 3]}|1|43|a value, not ]",
                "{:type :invoke, :type :ok, :process 0, :f :a}|1|23|each key once, but :type stands twice",
                "{:type :invoke, :node 1, :node 2, :process 0, :f :a}|1|32|each key once, but :node stands twice",
                "{:type :invoke, :process 0, :f :a, :time 99999999999999999999}|1|1|:time to be a whole number",
                "{:type :invoke, :process 0, :f 7}|1|1|:f to be a keyword, not 7",
                "{:type :invoke, :process 0, :f ::a}|1|32|a value, not `::a`",
                "{:f :read}|1|1|:type :invoke, :ok, :fail or :info, not nil",
            })
    void malformedEventsAreRefusedWithTheirPlace(String text, long line, long column, String expectation) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageStartingWith("text:" + line + ":" + column + ": expected ")
                .hasMessageContaining(expectation.replace('`', '"'));
    }

    @Test
    void jsonIsReadLikeEdn() throws IOException {
        String json = """
                {"process": 0, "type": "invoke", "f": "cas", "value": [1, -2.5e1], "time": 12, "key": "x"}
                {"process": "nemesis", "type": "info", "f": "cut", "value": {"n1": ["\\u0105\\n", null, true, []]}}
                {"process": 0, "type": "ok", "f": "cas", "value": 12345678901234567890, "error": "\\"so\\""}
                """;

        List<Event> events = read(json).events();

        assertThat(events.get(0))
                .isEqualTo(Event.invoke(0, "cas", List.of(1, -25.0))
                        .withIndex(0)
                        .at(12)
                        .with("key", "x"));
        assertThat(events.get(1).process()).isEqualTo(ProcessId.NEMESIS);
        assertThat(events.get(1).value()).isEqualTo(Edn.parse("{\"n1\" [\"ą\\n\" nil true []]}"));
        assertThat(events.get(2).value()).isEqualTo(Edn.parse("12345678901234567890"));
        assertThat(events.get(2).error()).isEqualTo("\"so\"");
        assertThat(read("[" + json.strip().replace("\n", ",\n") + "]").events()).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"invoke\" \"process\": 0}|1|19|a comma or }",
                "{\"type\": \"invoke\", \"process\": 01}|1|31|a value, not \"01\"",
                "{\"type\": \"invoke\", \"process\": 0, \"value\": [1, ]}|1|47|a value",
                "{\"type\": \"invoke\", \"value\": \"a\\q\"}|1|33|after \\ in a string",
                "{\"type\": \"done\", \"process\": 0}|1|1|:type :invoke",
                "{\"type\": \"ok\", \"process\": 0}|1|1|an invocation by process 0 before its ok",
                "{\"type\": \"ok\"|1|14|}, but the input ends",
            })
    void malformedJsonIsRefusedWithItsPlace(String text, long line, long column, String expectation) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessageStartingWith("text:" + line + ":" + column + ": expected ")
                .hasMessageContaining(expectation);
    }

    @Test
    void deepNestingIsRefusedInEitherNotation() {
        String deep = "[".repeat(100_000);

        assertThatThrownBy(() -> read("{:type :invoke, :process 0, :f :a, :value " + deep))
                .hasMessageContaining("levels of nesting");
        assertThatThrownBy(() -> read("{\"type\": \"invoke\", \"process\": 0, \"value\": " + deep))
                .hasMessageContaining("levels of nesting");
    }

    @Test
    void mapsWithANamespaceHaveQualifiedKeys() {
        assertThat(Edn.parse("#:db{:id 1, :_/plain 2, :x/own 3, \"text\" 4}"))
                .isEqualTo(Edn.parse("{:db/id 1, :plain 2, :x/own 3, \"text\" 4}"));
        assertThatThrownBy(() -> Edn.parse("#:db{:id 1, :db/id 2}")).hasMessageContaining("each key once");
        assertThatThrownBy(() -> Edn.parse("#:db [1]")).hasMessageContaining("a map after its namespace");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstEvent() throws IOException {
        assertThat(read("\ufeff{:type :invoke, :process 0, :f :read}").size()).isEqualTo(1);
        assertThat(read("\ufeff{\"type\": \"invoke\", \"process\": 0}").size()).isEqualTo(1);
        assertThatThrownBy(() -> read("\ufeff7")).hasMessageStartingWith("text:1:1: expected an event");
    }

    @Test
    void anErrorIsOneShortLineWhateverTheNamesInIt() {
        assertThatThrownBy(() -> read("{:type :ok, :process \"a\nb\", :f :read}"))
                .hasMessage("text:1:1: expected an invocation by process \"a\\nb\" before its ok");
        assertThatThrownBy(() -> read("{:type :ok, :process \"" + "a".repeat(1000) + "\", :f :read}"))
                .hasMessage("text:1:1: expected an invocation by process " + "a".repeat(40) + "... before its ok");
        assertThatThrownBy(() -> read("{:type \"" + "a".repeat(1000) + "\"}")).hasMessageMatching(".{1,150}");
    }

    @Test
    void ignoredProcessesAreNoClients() throws IOException {
        String text = """
                {:type :invoke, :process 0, :f :read, :value nil}
                {:type :ok, :process :loader, :f :load, :value 1}
                {:type :invoke, :process "loader", :f :load, :value 2}
                {:type :info, :process :nemesis, :f :cut, :value nil}
                {:type :invoke, :process 7, :f :read, :value nil}
                """;

        History history = read(text, Set.of("loader", "7"));

        assertThat(history.size()).isEqualTo(5);
        assertThat(history.operations()).extracting(Operation::function).containsExactly("read");
        assertThatThrownBy(() -> read(text)).hasMessageContaining("an invocation by process loader before its ok");
    }

    @Test
    void extraKeysAndIndicesSurvive() throws IOException {
        History history = read("""
                {:type :invoke, :process 0, :f :get, :key "a", :value nil, :index 7}
                {:type :ok, :process 0, :f :get, :key "a", :value 3, :index 9, :error [:why 1]}
                """);

        assertThat(history.events()).extracting(Event::index).containsExactly(7L, 9L);
        assertThat(history.event(1).extra()).isEqualTo(Map.of(Keyword.of("key"), "a"));
        assertThat(history.event(1).error()).isEqualTo(List.of(Keyword.of("why"), 1L));
    }

    private static History read(String text) throws IOException {
        return read(text, Set.of());
    }

    private static History read(String text, Set<String> ignored) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return HistoryReader.read(new ByteArrayInputStream(bytes), "text", bytes.length, ignored);
    }
}
