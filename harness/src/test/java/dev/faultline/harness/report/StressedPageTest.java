package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.NodeMetric;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.store.RoleChange;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs at the edge of what records may hold: the page stays whole and small. */
class StressedPageTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String[] WORDS = {
        "", "nil", "</style>", "\"'><b>", "\u202e\u0007", "名前", "x".repeat(500), "]]>", "&amp;", "--><!--"
    };

    @Test
    void whatever_records_hold_every_part_is_drawn_and_the_page_is_well_formed() throws Exception {
        for (int seed = 0; seed < 150; seed++) {
            ParsedPage page = ParsedPage.of(Report.render(anything(new Random(seed), 5, 5, 200)));
            assertThat(page.text()).as("seed %d", seed).doesNotContain("could not be drawn");
        }
    }

    @Test
    void many_nodes_faults_keys_and_long_values_stay_within_the_budget() throws Exception {
        for (int seed = 0; seed < 3; seed++) {
            String html = Report.render(anything(new Random(seed), 40, 500, 12_000));
            assertThat(html.getBytes(StandardCharsets.UTF_8).length)
                    .as("seed %d", seed)
                    .isLessThan(1_000_000);
            assertThat(ParsedPage.of(html).nodes()).as("seed %d", seed).isLessThan(10_000);
        }
    }

    @Test
    void many_nodes_that_were_watched_for_long_stay_within_the_budget_too() throws Exception {
        String html = Report.render(SyntheticNodes.watched(anything(new Random(1), 40, 100, 12_000), 1800));
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
        assertThat(ParsedPage.of(html).nodes()).isLessThan(10_000);
    }

    private static RunData anything(Random random, int nodeCount, int faultCount, int callCount) {
        List<String> nodes = IntStream.rangeClosed(1, nodeCount)
                .mapToObj(n -> n == 2 ? word(random) : "n" + n)
                .toList();
        Calls calls = calls(random, nodes, callCount);
        List<FaultsRecord.Window> windows = new ArrayList<>();
        for (int f = 0; f < faultCount; f++) {
            windows.add(window(random, f, nodes));
        }
        FaultsRecord.Recovery recovery = random.nextBoolean()
                ? null
                : new FaultsRecord.Recovery(
                        5 * SECOND, random.nextBoolean() ? null : 7 * SECOND, word(random), word(random));
        Map<String, String> words = new TreeMap<>();
        for (String word : WORDS) {
            words.put(word, word(random));
        }
        TestRecord test = new TestRecord(
                random.nextLong(),
                word(random),
                word(random),
                word(random),
                word(random),
                word(random),
                nodes,
                random.nextInt(40),
                random.nextInt(1000),
                random.nextInt(20),
                List.of(word(random)),
                1,
                random.nextInt(3),
                1,
                words,
                word(random),
                0,
                words,
                word(random),
                random.nextBoolean() ? null : word(random));
        return new RunData(
                word(random),
                test,
                new FaultsRecord(windows, recovery, List.of(word(random))),
                verdict(random, calls),
                calls,
                new RunData.Excerpt(List.of(new LogLine(-SECOND, word(random), word(random))), 1),
                List.of(),
                List.of(word(random)),
                observed(random, nodes),
                dev.faultline.harness.store.MetricsRecord.none());
    }

    private static Observed observed(Random random, List<String> nodes) {
        Observed observed = new Observed();
        for (int i = random.nextInt(3) * 20; i > 0; i--) {
            String node = nodes.get(random.nextInt(nodes.size()));
            long at = (long) (random.nextDouble() * 40 * SECOND) - SECOND;
            NodeMetric metric = NodeMetric.values()[random.nextInt(NodeMetric.values().length)];
            double value = Math.exp(random.nextDouble() * 80 - 40) * (random.nextInt(9) == 0 ? -1 : 1);
            observed.add(new NodeSample(at, node, Map.of(metric.key(), random.nextInt(9) == 0 ? 0 : value)));
            observed.add(new RoleChange(
                    at,
                    node,
                    random.nextBoolean() ? RoleChange.LEADER : word(random),
                    random.nextBoolean() ? null : random.nextLong()));
        }
        return observed;
    }

    private static Calls calls(Random random, List<String> nodes, int count) {
        Calls calls = new Calls();
        boolean keyed = random.nextBoolean();
        long at = 0;
        for (int i = 0; i < count; i++) {
            at += (long) (random.nextDouble() * 20_000_000);
            long took = (long) Math.exp(random.nextDouble() * 22);
            Outcome outcome = Outcome.values()[random.nextInt(3)];
            boolean never = outcome == Outcome.INFO && random.nextBoolean();
            calls.add(new Call(
                    2L * i,
                    outcome == Outcome.INFO ? -1 : 2L * i + 1,
                    random.nextInt(60) - 5,
                    nodes.get(random.nextInt(nodes.size())),
                    random.nextBoolean() ? "read" : random.nextBoolean() ? "cas" : word(random),
                    keyed ? word(random) : null,
                    random.nextInt(3) == 0 ? word(random) : "[" + i + " " + random.nextInt() + "]",
                    at,
                    never ? Call.NEVER : at + took,
                    outcome,
                    word(random)));
        }
        return calls;
    }

    private static VerdictRecord verdict(Random random, Calls calls) {
        String verdict = new String[] {"valid", "invalid", "unknown"}[random.nextInt(3)];
        List<VerdictRecord.Violation> violations = new ArrayList<>();
        for (int i = 0; i < random.nextInt(9) && verdict.equals("invalid"); i++) {
            Call culprit = calls.at(random.nextInt(calls.size()));
            List<Long> core = new ArrayList<>();
            List<VerdictRecord.Step> order = new ArrayList<>();
            for (int j = 0; j < random.nextInt(30); j++) {
                core.add((long) random.nextInt(2 * calls.size()));
                order.add(new VerdictRecord.Step(2L * random.nextInt(calls.size()), word(random)));
            }
            violations.add(new VerdictRecord.Violation(
                    culprit.key(),
                    word(random),
                    culprit.completion() < 0 ? culprit.index() : culprit.completion(),
                    core,
                    order,
                    word(random)));
        }
        List<VerdictRecord.Found> findings = List.of(
                new VerdictRecord.Found(word(random), verdict, word(random), Map.of(word(random), word(random))));
        return new VerdictRecord(
                verdict, word(random), List.of(word(random)), findings, violations, Map.of(), random.nextInt(100_000));
    }

    private static FaultsRecord.Window window(Random random, int number, List<String> nodes) {
        long from = (long) (random.nextDouble() * 60 * SECOND);
        Long healed = random.nextInt(4) == 0 ? null : from + (long) (random.nextDouble() * 20 * SECOND);
        Map<String, Object> datagrams = new LinkedHashMap<>();
        for (String a : nodes) {
            for (String b : nodes) {
                datagrams.put(
                        a + "->" + b,
                        random.nextInt(9) == 0 ? word(random) : Map.of("during", List.of(random.nextInt(9), 9)));
            }
        }
        Map<String, Object> measured =
                random.nextBoolean() ? Map.of() : Map.of("datagrams", datagrams, word(random), 5);
        FaultsRecord.@Nullable Proof proof = random.nextInt(4) == 0
                ? null
                : new FaultsRecord.Proof(
                        random.nextBoolean(),
                        from - random.nextInt(),
                        from + random.nextInt(),
                        word(random),
                        word(random),
                        measured);
        String kind = new String[] {"partition", "kill", "pause", "slow", word(random)}[random.nextInt(5)];
        List<String> some = nodes.subList(0, random.nextInt(nodes.size()));
        List<List<String>> links = random.nextBoolean() ? List.of() : List.of(List.of(nodes.get(0), nodes.get(1)));
        List<List<String>> sides =
                random.nextBoolean() ? List.of() : List.of(some, nodes.subList(some.size(), nodes.size()));
        return new FaultsRecord.Window(
                "F" + number,
                kind,
                word(random),
                word(random),
                some,
                links,
                sides,
                some,
                random.nextBoolean() ? List.of() : some,
                from,
                random.nextBoolean() ? null : from + 5,
                healed,
                healed,
                random.nextInt(4),
                proof,
                random.nextBoolean() ? null : word(random));
    }

    private static String word(Random random) {
        return random.nextInt(3) > 0 ? "word" : WORDS[random.nextInt(WORDS.length)];
    }
}
