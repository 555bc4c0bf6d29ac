package dev.faultline.harness.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The lines of all logs that are nearest to what matters, merged by time. */
final class LogBlock {
    private static final int LINE_CHARS = 400;

    private final RunData run;
    private final @Nullable Long violation;

    /** @param violation when the first was complete, nanoseconds; null when there is none */
    LogBlock(RunData run, @Nullable Long violation) {
        this.run = run;
        this.violation = violation;
    }

    void draw(Html html) {
        List<LogLine> lines = run.excerpt().lines();
        html.open("section", "id", "logs").leaf("h2", faultsOrNot());
        if (lines.isEmpty()) {
            html.leaf(
                            "p",
                            run.excerpt().total() == 0
                                    ? "No log was collected."
                                    : "None of " + Figures.count(run.excerpt().total(), "line", "lines")
                                            + " could be placed in time near anything that matters.")
                    .close();
            return;
        }
        html.leaf(
                "p",
                "Logs of the nodes and of the harness, merged by time"
                        + (violation == null ? "" : "; the second column counts from the violation") + ". "
                        + Figures.ratio(lines.size(), run.excerpt().total()) + " lines, those nearest to fault edges"
                        + (run.observed().hasRoles() ? ", to new leaders" : "")
                        + (violation == null ? "" : " and to the violation") + ".");
        filter(html, lines);
        html.open("div", "class", violation == null ? "log plain" : "log");
        boolean marked = violation == null;
        for (LogLine line : lines) {
            if (!marked && violation != null && line.at() > violation) {
                violation(html);
                marked = true;
            }
            line(html, line);
        }
        if (!marked) {
            violation(html);
        }
        html.close().close();
    }

    private String faultsOrNot() {
        return run.faults().faults().isEmpty() ? "Logs" : "Logs around the faults";
    }

    private static void filter(Html html, List<LogLine> lines) {
        TreeSet<String> nodes = new TreeSet<>();
        lines.stream().filter(l -> !l.fromHarness()).forEach(l -> nodes.add(l.source()));
        html.open("div", "class", "tools").leaf("span", "Only");
        nodes.forEach(n -> html.leaf("button", Shown.cut(n, 20), "data-node", n, "aria-pressed", "false"));
        html.leaf("span", "Harness lines stay.", "class", "q").close();
    }

    /** The time of day, for whoever has the log itself open. */
    private String wallTime(LogLine line) {
        try {
            return Instant.parse(run.test().startedAt())
                    .plusNanos(line.at())
                    .truncatedTo(ChronoUnit.MILLIS)
                    .toString();
        } catch (DateTimeException e) {
            return "wall time not recorded";
        }
    }

    private void line(Html html, LogLine line) {
        html.open(
                "div",
                "class",
                line.fromHarness() ? "h" : "",
                "data-t",
                TimeAxis.seconds(line.at()),
                "data-n",
                line.fromHarness() ? "" : line.source(),
                "title",
                wallTime(line));
        html.leaf("span", Figures.moment(line.at()));
        if (violation != null) {
            html.leaf("span", Figures.moment(line.at() - violation));
        }
        html.leaf("span", Shown.cut(line.source(), 12))
                .leaf("span", Shown.cut(line.text(), LINE_CHARS))
                .close();
    }

    private void violation(Html html) {
        if (violation == null) {
            return;
        }
        html.open("div", "class", "x", "data-t", TimeAxis.seconds(violation), "data-n", "");
        html.leaf("span", Figures.moment(violation)).leaf("span", "0").leaf("span", "✕");
        html.leaf("span", Shown.cut(run.verdict().sentence(), LINE_CHARS)).close();
    }
}
