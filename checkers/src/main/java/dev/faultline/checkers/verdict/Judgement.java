package dev.faultline.checkers.verdict;

import dev.faultline.checkers.history.History;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The findings of several checkers on one history, each kept, and the one verdict they make. */
public record Judgement(List<Finding> findings) {
    public Judgement {
        findings = List.copyOf(findings);
        Set<String> names = new HashSet<>();
        for (Finding finding : findings) {
            if (!names.add(finding.checker())) {
                throw new IllegalArgumentException("findings: two are called " + finding.checker());
            }
        }
    }

    /** Lets each checker judge the history. One that throws finds UNKNOWN, and the others are heard all the same. */
    public static Judgement of(History history, List<? extends Checker> checkers) {
        return new Judgement(
                checkers.stream().map(checker -> find(checker, history)).toList());
    }

    private static Finding find(Checker checker, History history) {
        try {
            return checker.find(history);
        } catch (RuntimeException e) {
            return new Finding(
                    checker.name(), Verdict.unknown("the checker " + checker.name() + " failed: " + e), Map.of());
        }
    }

    /** Invalid if any is, else unknown if any is, else valid. */
    public Verdict verdict() {
        return Verdict.compose(findings.stream().map(Finding::verdict).toList());
    }

    public Optional<Finding> finding(String checker) {
        return findings.stream()
                .filter(finding -> finding.checker().equals(checker))
                .findFirst();
    }

    /** These findings and one more. */
    public Judgement with(Finding finding) {
        List<Finding> more = new ArrayList<>(findings);
        more.add(finding);
        return new Judgement(more);
    }
}
