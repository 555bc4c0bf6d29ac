package dev.faultline.trial;

import dev.faultline.harness.report.Figures;
import dev.faultline.harness.report.Shown;
import dev.faultline.trial.TrialRecord.BugTrial;
import dev.faultline.trial.TrialRecord.CorrectTrial;
import dev.faultline.trial.TrialRecord.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A trial as two tables with aligned columns, for a terminal, that are Markdown too. */
public final class TrialTable {
    /** Characters. What does not fit is cut, in the widest column first. */
    static final int WIDTH = 100;

    private static final int MOST_FAILURES = 20;

    private TrialTable() {}

    /** The headline, both tables, and a command for each failure. Commands are never cut. */
    public static List<String> lines(TrialRecord trial) {
        List<String> lines = new ArrayList<>(List.of(plain(TrialFigures.headline(trial)) + "."));
        if (!trial.bugs().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("planted bug", "workload", "checker", "found", "seeds", "took", "without it"));
            trial.bugs().forEach(bug -> rows.add(row(bug)));
            lines.add("");
            lines.addAll(aligned(rows, 3));
        }
        if (!trial.correct().isEmpty()) {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("correct", "workload", "valid", "invalid", "unknown", "vacuous", "crashed", "took"));
            trial.correct().forEach(correct -> rows.add(row(correct)));
            lines.add("");
            lines.addAll(aligned(rows, 2));
        }
        failures(trial, lines);
        return lines;
    }

    private static List<String> row(BugTrial bug) {
        return List.of(
                bug.bug(),
                bug.workload(),
                bug.checker(),
                TrialFigures.found(bug),
                Figures.count(bug.seedsTried()),
                TrialFigures.duration(bug.seconds()),
                Figures.ratio(bug.control().valid(), bug.control().seeds()) + " valid");
    }

    private static List<String> row(CorrectTrial correct) {
        return List.of(
                correct.name(),
                correct.workload(),
                Figures.ratio(correct.valid(), correct.runs()),
                Figures.count(correct.invalid()),
                Figures.count(correct.unknown()),
                Figures.count(correct.vacuous()),
                Figures.count(correct.crashed()),
                TrialFigures.duration(correct.seconds()));
    }

    private static void failures(TrialRecord trial, List<String> lines) {
        List<String> commands = new ArrayList<>();
        trial.bugs().stream().filter(bug -> !bug.found()).forEach(bug -> commands.add(bug.command()));
        for (CorrectTrial correct : trial.correct()) {
            correct.failures().stream().map(Failure::command).forEach(commands::add);
        }
        if (!commands.isEmpty()) {
            lines.add("");
            lines.add("To make again what failed:");
            commands.stream()
                    .limit(MOST_FAILURES)
                    .forEach(command -> lines.add("    " + plain(Shown.cut(command, 1000))));
        }
        if (commands.size() > MOST_FAILURES) {
            lines.add("    ... and " + (commands.size() - MOST_FAILURES) + " more");
        }
    }

    /** @param texts how many columns, from the left, hold text; the others are aligned at their right */
    private static List<String> aligned(List<List<String>> rows, int texts) {
        List<List<String>> cells = rows.stream()
                .map(row -> row.stream().map(TrialTable::cell).toList())
                .toList();
        int[] widths = new int[cells.get(0).size()];
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        while (Arrays.stream(widths).sum() + 3 * widths.length + 1 > WIDTH) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            widths[widest]--;
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : cells) {
            StringBuilder line = new StringBuilder("|");
            for (int i = 0; i < widths.length; i++) {
                line.append(' ')
                        .append(padded(row.get(i), widths[i], i >= texts))
                        .append(" |");
            }
            lines.add(line.toString());
            if (lines.size() == 1) {
                lines.add(rule(widths, texts));
            }
        }
        return lines;
    }

    private static String rule(int[] widths, int texts) {
        StringBuilder line = new StringBuilder("|");
        for (int i = 0; i < widths.length; i++) {
            line.append(i >= texts ? "-".repeat(widths[i] + 1) + ":" : "-".repeat(widths[i] + 2))
                    .append('|');
        }
        return line.toString();
    }

    private static String padded(String text, int width, boolean right) {
        String cut = text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
        String space = " ".repeat(width - cut.length());
        return right ? space + cut : cut + space;
    }

    /** A bar would end the cell. */
    private static String cell(String text) {
        return plain(Shown.value(text)).replace('|', '¦');
    }

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }
}
