package dev.faultline.harness.report;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.TestRecord;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.store.VerdictRecord.Counts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs for the tests of the page, as the harness would store them. */
final class SyntheticRun {
    static final List<String> KEYS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
    private static final long SECOND = SyntheticCluster.SECOND;

    private SyntheticRun() {}

    static RunData valid() {
        History history = new SyntheticCluster(1, false, KEYS).run(30, 200);
        Calls calls = HistoryCalls.of(history);
        VerdictRecord verdict = new VerdictRecord(
                "valid",
                Figures.count(calls.size())
                        + " operations on 12 keys were linearizable through a kill and a cut, both proved.",
                List.of("Every kind of operation succeeded inside each fault that left a majority."),
                findings("valid", "12 keys are linearizable"),
                List.of(),
                counts(calls),
                31);
        return run(calls, test("linearizable", "valid"), faults(true), verdict, KEYS.get(0));
    }

    static RunData invalid() {
        return invalid(KEYS);
    }

    /** A stale read on a node that is cut off; the keys may be called anything. */
    static RunData invalid(List<String> keys) {
        Calls calls = HistoryCalls.of(new SyntheticCluster(7, true, keys).run(30, 200));
        List<VerdictRecord.Violation> violations = StaleReads.find(calls);
        VerdictRecord.Violation first = violations.get(0);
        VerdictRecord verdict = new VerdictRecord(
                "invalid",
                first.sentence(),
                List.of(
                        "No order of the operations explains that answer, so key " + first.key()
                                + " is not linearizable.",
                        "n4 and n5 were cut off from n1 n2 n3 at that moment: none of the 50 datagrams sent on each cut link arrived."),
                findings("invalid", violations.size() + " of 12 keys are not linearizable"),
                violations,
                counts(calls),
                9);
        return run(calls, test("serializable", "invalid"), faults(true), verdict, String.valueOf(first.key()));
    }

    static RunData unproved() {
        Calls calls = HistoryCalls.of(new SyntheticCluster(3, false, KEYS).run(30, 200));
        VerdictRecord verdict = new VerdictRecord(
                "unknown",
                "F2 has no proof: 50 of 50 datagrams passed the cut.",
                List.of("All 12 keys are linearizable, but a run whose fault did nothing shows nothing."),
                findings("unknown", "F2 is not proved"),
                List.of(),
                counts(calls),
                12);
        return run(calls, test("linearizable", null), faults(false), verdict, KEYS.get(0));
    }

    static RunData empty() {
        VerdictRecord verdict = new VerdictRecord(
                "unknown", "No operation was recorded.", List.of(), List.of(), List.of(), Map.of(), 0);
        return new RunData(
                "results/etcd-register/2026-11-22T15.30.11",
                test("linearizable", null),
                new FaultsRecord(List.of(), null, List.of("n2: etcd exited with code 1 at the start")),
                verdict,
                new Calls(),
                new RunData.Excerpt(List.of(), 0),
                List.of(),
                List.of());
    }

    /** A million calls over half an hour on one key, every tenth fails and every twentieth is unknown. */
    static RunData million() {
        Calls calls = new Calls();
        Random random = new Random(5);
        for (int i = 0; i < 1_000_000; i++) {
            long at = i * 1_800_000L;
            long took = (long) (900_000 * Math.exp(random.nextGaussian() * 0.8));
            Outcome outcome = i % 20 == 7 ? Outcome.INFO : i % 10 == 3 ? Outcome.FAIL : Outcome.OK;
            boolean reads = random.nextInt(4) > 0;
            int process = random.nextInt(50);
            calls.add(new Call(
                    2L * i,
                    2L * i + 1,
                    process,
                    "n" + (process % 5 + 1),
                    reads ? "read" : "write",
                    "7",
                    Integer.toString(reads ? i / 4 : i),
                    at,
                    outcome == Outcome.INFO ? at + SECOND : at + took,
                    outcome,
                    null));
        }
        List<FaultsRecord.Window> windows = new ArrayList<>();
        for (int f = 0; f < 40; f++) {
            windows.add(cut("F" + (f + 1), (5 + f * 14) * SECOND, (15 + f * 14) * SECOND, true));
        }
        Call culprit = calls.at(500_002);
        List<VerdictRecord.Step> order = new ArrayList<>();
        for (int i = 499_900; i < 500_002; i++) {
            order.add(new VerdictRecord.Step(calls.index(i), calls.at(i).value()));
        }
        VerdictRecord.Violation violation = new VerdictRecord.Violation(
                "7",
                "n3 answered a read of key 7 with an old value.",
                culprit.completion(),
                List.of(calls.index(499_000), calls.index(500_001), culprit.index()),
                order,
                "it holds another value");
        VerdictRecord verdict = new VerdictRecord(
                "invalid",
                violation.sentence(),
                List.of(),
                findings("invalid", "1 of 1 keys"),
                List.of(violation),
                counts(calls),
                4000);
        FaultsRecord faults = new FaultsRecord(windows, null, List.of());
        return run(calls, test("serializable", null), faults, verdict, "7");
    }

    static RunData with(RunData run, VerdictRecord verdict) {
        return new RunData(
                run.path(), run.test(), run.faults(), verdict, run.calls(), run.excerpt(), run.files(), run.gaps());
    }

    static RunData with(RunData run, List<LogLine> lines) {
        return new RunData(
                run.path(),
                run.test(),
                run.faults(),
                run.verdict(),
                run.calls(),
                new RunData.Excerpt(lines, lines.size() + 4000L),
                run.files(),
                run.gaps());
    }

    static TestRecord test(String reads, @Nullable String expect) {
        Map<String, String> options = new TreeMap<>(Map.of("reads", reads, "routing", "pinned", "retries", "off"));
        Map<String, String> environment = new TreeMap<>(Map.of(
                "java",
                "17.0.13",
                "kernel",
                "6.1.0-28-amd64",
                "engine",
                "20.10.24",
                "node image",
                "sha256:5d1c09e07a"));
        return new TestRecord(
                1,
                "0.1.0",
                "etcd",
                "3.4.23",
                "register",
                "docker",
                SyntheticCluster.NODES,
                SyntheticCluster.PROCESSES,
                200,
                30,
                List.of("partition", "kill"),
                15,
                1,
                60,
                options,
                "2026-11-22T15:30:11.123Z",
                0,
                environment,
                "./faultline run --system etcd --workload register --option reads=" + reads
                        + " --faults partition,kill --concurrency 4n --time-limit 30 --seed 1",
                expect);
    }

    static FaultsRecord faults(boolean proved) {
        FaultsRecord.Proof killed = new FaultsRecord.Proof(
                true,
                SyntheticCluster.KILL_FROM + 14_000_000,
                SyntheticCluster.KILL_TO - 650_000_000L,
                "pid and start time over SSH",
                "pid 412 with start time 8812204 gone 14 ms later; new pid 1187 answers",
                Map.of("pid", 412, "new pid", 1187));
        FaultsRecord.Window kill = new FaultsRecord.Window(
                "F1",
                "kill",
                "one",
                "kill n1",
                List.of("n1"),
                List.of(),
                List.of(),
                List.of("n1"),
                List.of("n2", "n3", "n4", "n5"),
                SyntheticCluster.KILL_FROM,
                SyntheticCluster.KILL_FROM + 9_000_000,
                SyntheticCluster.KILL_TO - 600_000_000L,
                SyntheticCluster.KILL_TO,
                1,
                killed,
                null);
        FaultsRecord.Window cut = cut("F2", SyntheticCluster.CUT_FROM, SyntheticCluster.CUT_TO, proved);
        FaultsRecord.Recovery recovery = new FaultsRecord.Recovery(
                SyntheticCluster.CUT_TO,
                SyntheticCluster.CUT_TO + 1_460_000_000L,
                "every node answers a linearizable read and the members agree",
                "5 of 5 nodes answer, 5 members on each");
        return new FaultsRecord(List.of(kill, cut), recovery, List.of());
    }

    private static FaultsRecord.Window cut(String name, long from, long to, boolean proved) {
        List<List<String>> links = new ArrayList<>();
        Map<String, Object> datagrams = new LinkedHashMap<>();
        for (String a : SyntheticCluster.NODES) {
            for (String b : SyntheticCluster.NODES) {
                boolean across = SyntheticCluster.CUT_OFF.contains(a) != SyntheticCluster.CUT_OFF.contains(b);
                if (across) {
                    links.add(List.of(a, b));
                }
                if (!a.equals(b)) {
                    datagrams.put(
                            a + "->" + b,
                            Map.of(
                                    "before",
                                    List.of(10, 10),
                                    "during",
                                    List.of(across && proved ? 0 : 50, 50),
                                    "after",
                                    List.of(10, 10)));
                }
            }
        }
        String summary = proved
                ? "0 of 600 datagrams on the 12 cut links, 400 of 400 on the other 8; DROP counters +4,182"
                : "600 of 600 datagrams on the 12 cut links";
        FaultsRecord.Proof proof = new FaultsRecord.Proof(
                proved,
                from + 58_000_000,
                to - 124_000_000,
                "numbered UDP datagrams per directed link",
                summary,
                Map.of("datagrams", datagrams, "drop counters", 4182));
        return new FaultsRecord.Window(
                name,
                "partition",
                "majority",
                "cut n4 n5 | n1 n2 n3",
                SyntheticCluster.CUT_OFF,
                links,
                List.of(SyntheticCluster.CUT_OFF, List.of("n1", "n2", "n3")),
                List.of("n4"),
                List.of("n1", "n2", "n3"),
                from,
                from + 10_000_000,
                to - 110_000_000,
                to,
                1,
                proof,
                proved ? null : "iptables: no such chain");
    }

    private static RunData run(Calls calls, TestRecord test, FaultsRecord faults, VerdictRecord verdict, String key) {
        List<LogLine> lines = List.of(
                new LogLine(2_998_000_000L, LogLine.HARNESS, "F1 inject: kill -9 412 (etcd) on n1, the leader"),
                new LogLine(4_197_000_000L, "n4", "raft: no heartbeat from n1 for 1193 ms, n4 campaigns at term 3"),
                new LogLine(4_338_000_000L, "n4", "raft: n4 is leader at term 3 with 3 of 5 votes"),
                new LogLine(8_402_000_000L, LogLine.HARNESS, "F2 inject: 12 directed links, DROP in OUTPUT and INPUT"),
                new LogLine(9_871_000_000L, "n3", "raft: n3 is leader at term 4 with 3 of 5 votes"),
                new LogLine(
                        9_972_000_000L,
                        "n5",
                        "etcd: range on key \"" + key + "\", serializable, served at revision 207"),
                new LogLine(18_611_000_000L, LogLine.HARNESS, "F2 healed: 200 of 200 datagrams"));
        return new RunData(
                "results/etcd-register/2026-11-22T15.30.11",
                test,
                faults,
                verdict,
                calls,
                new RunData.Excerpt(lines, 4918),
                List.of(new RunData.StoredFile("history.edn", 1_100_000), new RunData.StoredFile("replay.sh", 310)),
                List.of());
    }

    private static List<VerdictRecord.Found> findings(String verdict, String sentence) {
        return List.of(
                new VerdictRecord.Found(
                        "linearizable", verdict, sentence, Map.of("model", "cas-register", "configurations", 1)),
                new VerdictRecord.Found("stats", "valid", "Every kind of operation succeeded.", Map.of()),
                new VerdictRecord.Found(
                        "log-pattern", "valid", "No panic, fatal or corruption in 5 logs.", Map.of("lines", 4918)));
    }

    private static Map<String, Counts> counts(Calls calls) {
        Map<String, long[]> n = new LinkedHashMap<>();
        calls.functions().forEach(f -> n.put(f, new long[3]));
        for (int i = 0; i < calls.size(); i++) {
            n.get(calls.functions().get(calls.function(i)))[calls.outcome(i).ordinal()]++;
        }
        Map<String, Counts> counts = new LinkedHashMap<>();
        n.forEach((f, c) -> counts.put(f, new Counts(c[0], c[1], c[2])));
        return counts;
    }
}
