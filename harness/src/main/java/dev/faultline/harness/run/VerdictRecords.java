package dev.faultline.harness.run;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.sanity.Stats;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Judgement;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.checkers.verdict.Witness;
import dev.faultline.harness.objective.Objectives;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.VerdictRecord;
import dev.faultline.harness.store.VerdictRecord.Cited;
import dev.faultline.harness.store.VerdictRecord.Counts;
import dev.faultline.harness.store.VerdictRecord.Found;
import dev.faultline.harness.store.VerdictRecord.Step;
import dev.faultline.harness.store.VerdictRecord.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A judgement, as its file has it. */
final class VerdictRecords {
    /** More operations than anybody looks at; how many there are in all is in the sentence. */
    private static final int CITED_MAX = 1000;

    private final Judgement judgement;
    private final History history;
    private final FaultsRecord faults;
    private final String claim;
    private final long millis;
    private final Map<String, Counts> counts;

    /**
     * @param claim what holds of the operations if the verdict is valid
     * @param millis how long the judging took
     */
    VerdictRecords(Judgement judgement, History history, FaultsRecord faults, String claim, long millis) {
        this.judgement = judgement;
        this.history = history;
        this.faults = faults;
        this.claim = claim;
        this.millis = millis;
        this.counts = counts(history);
    }

    /** Without a violation to show. */
    VerdictRecord plain() {
        Verdict verdict = judgement.verdict();
        String sentence = verdict instanceof Valid ? survived() : reason(verdict);
        List<String> story = verdict instanceof Invalid ? further().toList() : List.of();
        return new VerdictRecord(verdict.word(), sentence, story, found(), List.of(), counts, millis);
    }

    /**
     * With this violation.
     *
     * @param seen the history that the witness speaks of: the run's, or a part of it
     */
    VerdictRecord notLinearizable(LinearizabilityWitness witness, History seen) {
        return new VerdictRecord(
                "invalid",
                Story.sentence(witness),
                Stream.concat(Story.rest(witness, faults).stream(), further()).toList(),
                found(),
                Stream.concat(
                                Stream.of(violation(witness, seen)),
                                witness.others().stream().map(other -> brief(other, seen)))
                        .toList(),
                counts,
                millis);
    }

    /** What else makes the run invalid. */
    private Stream<String> further() {
        return judgement.findings().stream()
                .map(Finding::verdict)
                .filter(Invalid.class::isInstance)
                .skip(1)
                .map(VerdictRecords::reason);
    }

    /** With the operations that this witness cites. */
    VerdictRecord told(Witness witness) {
        List<Cited> cited = witness.cited().stream()
                .limit(CITED_MAX)
                .map(c -> new Cited(index(history, c.operation().invokedRank()), c.role(), c.culprit()))
                .toList();
        long culprit = cited.stream()
                .filter(Cited::culprit)
                .findFirst()
                .orElse(cited.get(0))
                .invocation();
        String sentence = CitedStory.sentence(witness);
        return new VerdictRecord(
                "invalid",
                sentence,
                Stream.concat(new CitedStory(witness, faults).rest().stream(), further())
                        .toList(),
                found(),
                List.of(new Violation(null, sentence, culprit, List.of(), List.of(), "", cited)),
                counts,
                millis);
    }

    private List<Found> found() {
        return judgement.findings().stream()
                .map(f -> new Found(
                        f.checker(),
                        f.verdict().word(),
                        f.verdict() instanceof Valid ? figures(f.details()) : reason(f.verdict()),
                        f.details()))
                .toList();
    }

    /** What a checker counted, in one line. */
    private static String figures(Map<String, Object> details) {
        return details.entrySet().stream()
                .filter(detail -> detail.getValue() instanceof Number)
                .map(detail ->
                        String.format(Locale.ROOT, "%,d %s", ((Number) detail.getValue()).longValue(), detail.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String reason(Verdict verdict) {
        if (verdict instanceof Invalid invalid) {
            return invalid.witness() instanceof LinearizabilityWitness witness
                    ? Story.sentence(witness)
                    : CitedStory.sentence(invalid.witness());
        }
        return verdict instanceof Unknown unknown ? unknown.cause() : "";
    }

    private String survived() {
        Map<String, Integer> kinds = new TreeMap<>();
        faults.faults().forEach(window -> kinds.merge(window.kind(), 1, Integer::sum));
        List<String> each = kinds.entrySet().stream()
                .map(e -> e.getValue() + " " + counted(e.getKey(), e.getValue()))
                .toList();
        String through = each.isEmpty()
                ? "with no fault injected"
                : "through " + String.join(", ", each)
                        + (faults.faults().size() == 1 ? ", which is proved" : ", each of them proved");
        return String.format(
                Locale.ROOT,
                "%,d of %,d operations succeeded and %s, %s%s",
                counts.values().stream().mapToLong(Counts::ok).sum(),
                history.operations().size(),
                claim,
                through,
                objectives());
    }

    private String objectives() {
        Object kept = judgement
                .finding(Objectives.NAME)
                .map(finding -> finding.details().get(Objectives.KEPT))
                .orElse(0L);
        return kept.equals(0L) ? "" : kept.equals(1L) ? "; 1 objective kept" : "; each of " + kept + " objectives kept";
    }

    private static String counted(String kind, int count) {
        return switch (kind) {
            case "slow" -> count == 1 ? "slow link" : "slow links";
            case "loss" -> count == 1 ? "loss" : "losses";
            case "membership" -> count == 1 ? "membership change" : "membership changes";
            case "connection" -> count == 1 ? "broken connection" : "broken connections";
            case "disk" -> count == 1 ? "broken disk" : "broken disks";
            case "pressure" -> count == 1 ? "shortage" : "shortages";
            case "clock" -> count == 1 ? "moved clock" : "moved clocks";
            default -> count == 1 ? kind : kind + "s";
        };
    }

    private static Violation violation(LinearizabilityWitness witness, History seen) {
        List<Step> order = witness.longestOrder().stream()
                .map(placed -> new Step(index(seen, placed.operation().invokedRank()), placed.stateAfter()))
                .toList();
        List<Long> core = witness.core().stream()
                .map(operation -> index(seen, operation.invokedRank()))
                .toList();
        return new Violation(
                witness.key(),
                Story.sentence(witness),
                index(seen, witness.misfit().completedRank()),
                core,
                order,
                witness.deadEnd());
    }

    /** A further violated key, by name and culprit only: one in full is what a reader can take in. */
    private static Violation brief(LinearizabilityWitness.Other other, History seen) {
        return new Violation(
                other.key(),
                Story.sentence(other),
                index(seen, other.misfit().completedRank()),
                List.of(),
                List.of(),
                "");
    }

    private static long index(History seen, int rank) {
        return seen.event(rank).index();
    }

    private static Map<String, Counts> counts(History history) {
        Map<String, Counts> counts = new TreeMap<>();
        Stats.count(history).forEach((function, c) -> counts.put(function, new Counts(c.ok(), c.fail(), c.info())));
        return counts;
    }
}
