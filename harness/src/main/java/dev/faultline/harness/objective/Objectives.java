package dev.faultline.harness.objective;

import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.checkers.verdict.Witness;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.MetricsRecord.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The objectives of a run, judged together.
 *
 * @param outcomes in the order asked for
 */
public record Objectives(List<Outcome> outcomes) {
    /** Of the finding. */
    public static final String NAME = "objectives";

    /** Of the finding's details: how many were kept. */
    public static final String KEPT = "objectives kept";

    public Objectives {
        outcomes = List.copyOf(outcomes);
    }

    public static Objectives judge(List<Objective> objectives, MetricsRecord metrics, FaultsRecord faults) {
        RunFigures run = new RunFigures(metrics, faults.faults());
        return new Objectives(
                objectives.stream().map(objective -> objective.judge(run)).toList());
    }

    /** Invalid if any is broken, else unknown if any cannot be judged, else valid. */
    public Finding finding() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put(KEPT, count("valid"));
        details.put("broken", count("invalid"));
        details.put("not judged", count("unknown"));
        return new Finding(NAME, verdict(), details);
    }

    private Verdict verdict() {
        if (count("invalid") > 0) {
            return Verdict.invalid(new Breach(of("invalid")));
        }
        return count("unknown") > 0 ? Verdict.unknown(sentences(of("unknown"))) : Verdict.valid();
    }

    private List<Outcome> of(String verdict) {
        return outcomes.stream().filter(o -> o.verdict().equals(verdict)).toList();
    }

    private long count(String verdict) {
        return of(verdict).size();
    }

    private static String sentences(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::sentence).collect(Collectors.joining("; "));
    }

    private record Breach(List<Outcome> broken) implements Witness {
        @Override
        public String summary() {
            return sentences(broken);
        }

        @Override
        public Map<String, Object> toData() {
            return Map.of(
                    "broken",
                    broken.stream()
                            .map(o -> Map.of("objective", o.objective(), "measured", o.measured()))
                            .toList());
        }
    }
}
