package dev.faultline.trial;

import dev.faultline.harness.report.Figures;
import dev.faultline.trial.TrialRecord.BugTrial;
import dev.faultline.trial.TrialRecord.CorrectTrial;
import java.util.ArrayList;
import java.util.List;

/** What a trial comes to, in a sentence and in a verdict. */
final class TrialFigures {
    private TrialFigures() {}

    /** {@code 16 of 16 planted bugs found, 2,000 correct runs, no false alarm, no vacuous pass}. */
    static String headline(TrialRecord trial) {
        List<String> parts = new ArrayList<>();
        if (!trial.bugs().isEmpty()) {
            parts.add(Figures.ratio(trial.found(), trial.bugs().size()) + " planted bugs found");
        }
        long runs = trial.correct().stream().mapToLong(CorrectTrial::runs).sum();
        long controls =
                trial.bugs().stream().mapToLong(bug -> bug.control().seeds()).sum();
        if (runs + controls == 0) {
            parts.add("no correct run");
            return String.join(", ", parts);
        }
        parts.add(Figures.count(runs, "correct run", "correct runs"));
        parts.add(noneOr(trial.falseAlarms(), "false alarm", "false alarms"));
        parts.add(noneOr(
                trial.correct().stream().mapToLong(CorrectTrial::vacuous).sum(), "vacuous pass", "vacuous passes"));
        long unknown = trial.correct().stream().mapToLong(CorrectTrial::unknown).sum()
                + trial.bugs().stream()
                        .mapToLong(bug -> bug.control().unknown())
                        .sum();
        long crashed = trial.correct().stream().mapToLong(CorrectTrial::crashed).sum();
        if (unknown > 0) {
            parts.add(Figures.count(unknown) + " unknown");
        }
        if (crashed > 0) {
            parts.add(Figures.count(crashed, "crash", "crashes") + " of the harness");
        }
        return String.join(", ", parts);
    }

    /** Whether the harness passed; a trial that tried nothing is unknown. */
    static String verdict(TrialRecord trial) {
        if (!trial.passed()) {
            return "invalid";
        }
        long runs = trial.correct().stream().mapToLong(CorrectTrial::runs).sum();
        return trial.bugs().isEmpty() && runs == 0 ? "unknown" : "valid";
    }

    /** {@code seed 12}, or that it was not found. */
    static String found(BugTrial bug) {
        return bug.found() ? "seed " + (bug.seed() == null ? "?" : bug.seed()) : "NOT FOUND";
    }

    static String duration(double seconds) {
        return Figures.duration((long) (seconds * 1e9));
    }

    private static String noneOr(long n, String one, String many) {
        return n == 0 ? "no " + one : Figures.count(n, one, many);
    }
}
