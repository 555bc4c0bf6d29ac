package dev.faultline.checkers.sanity;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Counts outcomes by function. A function of which no operation ever succeeded was not tested at all, so the verdict is
 * UNKNOWN; the same holds for a function that was expected and never invoked, and for a history without operations.
 *
 * @param expected functions that must occur; may be empty
 */
public record Stats(Set<String> expected) implements Checker {
    public Stats {
        expected = Set.copyOf(expected);
    }

    /** Expects whatever the history holds. */
    public Stats() {
        this(Set.of());
    }

    /** How many operations ended how. */
    public record Counts(long ok, long fail, long info) {
        public static final Counts NONE = new Counts(0, 0, 0);

        public long total() {
            return ok + fail + info;
        }

        Counts and(Operation operation) {
            return switch (operation.outcome()) {
                case OK -> new Counts(ok + 1, fail, info);
                case FAIL -> new Counts(ok, fail + 1, info);
                case INFO -> new Counts(ok, fail, info + 1);
            };
        }

        Counts and(Counts other) {
            return new Counts(ok + other.ok, fail + other.fail, info + other.info);
        }

        private Map<String, Object> toData() {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("ok", ok);
            data.put("fail", fail);
            data.put("info", info);
            return data;
        }
    }

    /** The counts of each function, sorted by name. */
    public static Map<String, Counts> count(History history) {
        Map<String, Counts> counts = new TreeMap<>();
        for (Operation operation : history.operations()) {
            counts.put(
                    operation.function(),
                    counts.getOrDefault(operation.function(), Counts.NONE).and(operation));
        }
        return counts;
    }

    @Override
    public String name() {
        return "stats";
    }

    @Override
    public Verdict check(History history) {
        return judge(count(history));
    }

    @Override
    public Finding find(History history) {
        Map<String, Counts> counts = count(history);
        Map<String, Object> byFunction = new LinkedHashMap<>();
        counts.forEach((function, count) -> byFunction.put(function, count.toData()));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(
                "all", counts.values().stream().reduce(Counts.NONE, Counts::and).toData());
        details.put("byFunction", byFunction);
        return new Finding(name(), judge(counts), details);
    }

    private Verdict judge(Map<String, Counts> counts) {
        Set<String> functions = new TreeSet<>(expected);
        functions.addAll(counts.keySet());
        if (functions.isEmpty()) {
            return Verdict.unknown("no operation was invoked");
        }
        List<String> silent = new ArrayList<>();
        for (String function : functions) {
            Counts count = counts.getOrDefault(function, Counts.NONE);
            if (count.ok() == 0) {
                String name = function.isEmpty() ? "(unnamed)" : function;
                silent.add("0 of " + count.total() + " " + name + " operations succeeded");
            }
        }
        return silent.isEmpty() ? Verdict.valid() : Verdict.unknown(String.join(", ", silent));
    }
}
