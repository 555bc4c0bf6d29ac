package dev.faultline.checkers.txn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.checkers.verdict.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListAppendCheckerTest {
    private static final int SEEDS = 20_000;

    /** Transactions in short: {@code ax1} appends 1 to x, {@code rx12} reads x as [1 2], {@code !} before one that failed, {@code ?} crashed. */
    private static History history(String transactions) {
        List<Event> events = new ArrayList<>();
        long process = 0;
        for (String transaction : transactions.split(";")) {
            String words = transaction.strip();
            EventType end = switch (words.charAt(0)) {
                case '!' -> EventType.FAIL;
                case '?' -> EventType.INFO;
                default -> EventType.OK;
            };
            List<List<Object>> steps = Stream.of(
                            words.replaceAll("[!?]", "").strip().split(" "))
                    .map(ListAppendCheckerTest::step)
                    .toList();
            events.add(Event.invoke(process, "txn", steps));
            events.add(Event.of(end, ProcessId.client(process), "txn", steps));
            process++;
        }
        return History.of(events);
    }

    private static List<Object> step(String word) {
        String key = word.substring(1, 2);
        if (word.charAt(0) == 'a') {
            return Arrays.asList(Keyword.of("append"), key, Long.valueOf(word.substring(2)));
        }
        List<Object> list = new ArrayList<>();
        word.substring(2).chars().forEach(digit -> list.add((long) digit - '0'));
        return Arrays.asList(Keyword.of("r"), key, list);
    }

    private static Witness witness(String transactions) {
        return ((Invalid) new ListAppendChecker().check(history(transactions))).witness();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    internal           | ax1 rx             | ax1 rx1
                    internal           | ax1; rx rx1        | ax1; rx1 rx1
                    future-read        | rx1 ax1            | rx ax1
                    duplicate-elements | ax1; rx11          | ax1; rx1
                    thin-air           | ax1; rx9           | ax1; rx
                    G1a                | !ax1; rx1          | ?ax1; rx1
                    G1b                | ax1 ax2; rx1; rx12 | ax1 ax2; rx; rx12
                    incompatible-order | ax1; ax2; rx12; rx21 | ax1; ax2; rx12; rx12
                    G0                 | ax1 ay1; ax2 ay2; rx12; ry21 | ax1 ay1; ax2 ay2; rx12; ry12
                    G1c                | ax1 ry2; ay2 rx1   | ax1 ry; ay2 rx1
                    G-single           | rx ry1; ax1 ay1    | rx ry; ax1 ay1
                    G2-item            | rx ay1; ry ax1; rx1; ry1 | rx ay1; ry1 ax1; rx1; ry1
                    G2-item            | rx ay1; ry ax1     | rx ay1; ry1 ax1
                    """)
    void each_anomaly_is_found_by_its_name_and_not_in_its_twin(String name, String invalid, String valid) {
        assertThat(new ListAppendChecker().find(history(invalid)).details().get("anomalies"))
                .isEqualTo(Map.of(name, 1));
        assertThat(witness(invalid).summary()).startsWith("not serializable: " + name + ", ");
        assertThat(new ListAppendChecker().check(history(valid)).word()).isEqualTo("valid");
    }

    @Test
    void a_cycle_is_told_edge_by_edge() {
        Witness witness = witness("rx ay1; ry ax1; rx1; ry1");
        assertThat(witness.summary())
                .isEqualTo(
                        "not serializable: G2-item, each of 2 transactions would have to come before the next, in a circle");
        assertThat(witness.story())
                .containsExactly(
                        "T1 is process 0  txn [[:r \"x\" []] [:append \"y\" 1]]",
                        "T2 is process 1  txn [[:r \"y\" []] [:append \"x\" 1]]",
                        "T1 comes before T2, for T1 read list \"x\" without 1, which T2 appended next",
                        "T2 comes before T1, for T2 read list \"y\" without 1, which T1 appended next");
        assertThat(witness.cited()).hasSize(2);
    }

    @Test
    void what_says_nothing_of_order_is_unknown() {
        assertThat(new ListAppendChecker().check(history("ax1; ax2"))).isEqualTo(new Unknown("no read was answered"));
        assertThat(new ListAppendChecker().check(history("ax1; ax1; rx1")))
                .isInstanceOfSatisfying(
                        Unknown.class, u -> assertThat(u.cause()).contains("more than once"));
        assertThat(new ListAppendChecker().check(History.of(Event.invoke(0, "txn", 7L), Event.ok(0, "txn", 7L))))
                .isInstanceOfSatisfying(
                        Unknown.class, u -> assertThat(u.cause()).contains("expected a transaction"));
    }

    @Test
    void agrees_with_every_order_tried_on_thousands_of_small_histories() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            History history = RandomLists.of(seed);
            Finding finding = new ListAppendChecker().find(history);
            Verdict verdict = finding.verdict();
            seen.merge(verdict.word(), 1, Integer::sum);
            ((Map<?, ?>) finding.details().get("anomalies"))
                    .keySet()
                    .forEach(name -> seen.merge(String.valueOf(name), 1, Integer::sum));
            if (!(verdict instanceof Unknown)) {
                assertThat(verdict.word())
                        .as("seed %d %s", seed, history.events())
                        .isEqualTo(SerializabilityOracle.isSerializable(history) ? "valid" : "invalid");
            }
        }
        assertThat(seen)
                .as("histories of all kinds")
                .containsKeys("internal", "G1a", "G1b", "G1c", "G-single", "G2-item");
        assertThat(seen.get("valid")).isGreaterThan(2000);
        assertThat(seen.get("invalid")).isGreaterThan(2000);
    }
}
