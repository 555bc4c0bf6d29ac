package dev.faultline.checkers.txn;

import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Witness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What no serial order of transactions explains: the one with the fewest transactions is told, the others are counted. */
final class ListAppendWitness implements Witness {
    private static final int CITED_MAX = 20;

    private final List<Anomaly> anomalies;
    private final Anomaly told;

    ListAppendWitness(List<Anomaly> anomalies) {
        this.anomalies = List.copyOf(anomalies);
        this.told = anomalies.stream()
                .min(Comparator.comparingInt(anomaly -> anomaly.operations().size()))
                .orElseThrow();
    }

    /** The names of what was found, with how often. */
    private Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        anomalies.forEach(anomaly -> counts.merge(anomaly.name(), 1, Integer::sum));
        return counts;
    }

    @Override
    public String summary() {
        String what = told.operations().size() > 1
                        && told.name().startsWith("G")
                        && !told.name().equals("G1b")
                ? "each of " + told.operations().size()
                        + " transactions would have to come before the next, in a circle"
                : told.sentences().get(0);
        String all = counts().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return "not serializable: " + told.name() + ", " + what + (anomalies.size() == 1 ? "" : "; in all " + all);
    }

    @Override
    public List<String> story() {
        return told.sentences().size() == 1 ? List.of() : told.sentences();
    }

    @Override
    public List<Cited> cited() {
        List<Cited> cited = new ArrayList<>();
        told.operations().stream()
                .limit(CITED_MAX)
                .forEach(operation -> cited.add(Cited.culprit(operation, "takes part in a " + told.name())));
        return cited;
    }

    @Override
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("anomalies", counts());
        data.put("anomaly", told.name());
        data.put("sentences", told.sentences());
        return data;
    }

    @Override
    public String toString() {
        return summary() + story().stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }
}
