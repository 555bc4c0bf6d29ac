package dev.faultline.harness.report;

import dev.faultline.harness.store.RoleChange;
import dev.faultline.harness.store.VerdictRecord.Cited;
import dev.faultline.harness.store.VerdictRecord.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** What went on: faults, violations, latency, rates, nodes and their resources as rows of one grid, so that one axis and one cursor serve them all. */
final class TimeStack {
    private static final int MOST_BANDS = 400;
    private static final int MOST_NAMED = 4;

    private final RunData run;
    private final Tally tally;
    private final TimeAxis axis;
    private final List<FaultSpan> faults;
    private final List<Long> violations;

    TimeStack(RunData run, Tally tally, List<FaultSpan> faults) {
        this.run = run;
        this.tally = tally;
        this.axis = tally.axis;
        this.faults = faults;
        this.violations = violations(run);
    }

    void draw(Html html) {
        html.open("section", "id", "timeline").leaf("h2", "What went on");
        html.leaf(
                "p",
                "One time axis for everything, " + Figures.duration(axis.cell()) + " a cell. "
                        + (faults.isEmpty()
                                ? "No fault was injected."
                                : "Shaded: a fault is in force (hatched: not proved at that moment).")
                        + (faults.size() > MOST_BANDS ? " Drawn: the first " + MOST_BANDS + " faults." : "")
                        + (violations.isEmpty()
                                ? ""
                                : " Dashed: the violation at " + Figures.momentWithUnit(violations.get(0)) + "."));
        html.open("div", "class", "stack", "id", "stack", "style", axis.style());
        html.leaf(
                "div",
                "Point at a time, click to pin it; or ← → (Shift: 1 s), Home, End, f next fault edge, v violation, Esc.",
                "class",
                "now",
                "tabindex",
                "0",
                "role",
                "slider",
                "aria-label",
                "Time cursor",
                "aria-valuemin",
                "0",
                "aria-valuemax",
                TimeAxis.seconds(axis.end()),
                "aria-valuenow",
                "0");
        html.open("div", "class", "plot");
        bands(html);
        axisRow(html);
        new FaultLabels(faults, axis).draw(html);
        violationRow(html);
        new LatencyRow(run, tally).draw(html);
        new RateRow("reads", tally.reads, axis).draw(html);
        new RateRow("mutations", tally.mutations, axis).draw(html);
        int emphasised = emphasised(run);
        new NodeRows(run, tally, faults, emphasised).draw(html);
        new MetricRows(run, axis, emphasised).draw(html);
        axisRow(html);
        html.open("div", "class", "under");
        if (!violations.isEmpty()) {
            html.leaf("i", "", "class", "at vline", "style", TimeAxis.at(violations.get(0)));
        }
        html.leaf("i", "", "class", "at cur").close();
        html.close();
        new Legend(tally, run.observed()).draw(html);
        html.close();
        new LatencyTable(run.metrics()).draw(html);
        html.close();
    }

    /** The node whose lines are drawn out at first, by its number: of the violation, else the one that led first, else the first. */
    static int emphasised(RunData run) {
        List<String> nodes = run.nodes();
        String wanted = culprits(run).stream()
                .min(Comparator.comparingLong(i -> run.calls().completedAt(i)))
                .map(i -> run.calls().nodes().get(run.calls().node(i)))
                .orElseGet(() -> nodes.stream()
                        .filter(n -> run.observed().roles(n).stream()
                                .anyMatch(r -> r.role().equals(RoleChange.LEADER)))
                        .min(Comparator.comparingLong(n -> run.observed().roles(n).stream()
                                .filter(r -> r.role().equals(RoleChange.LEADER))
                                .mapToLong(RoleChange::at)
                                .min()
                                .orElse(Long.MAX_VALUE)))
                        .orElse(""));
        int number = nodes.indexOf(wanted);
        return number >= 0 && number < MetricRows.MOST_NODES ? number : 0;
    }

    /** When each violation was complete, earliest first. */
    static List<Long> violations(RunData run) {
        Calls calls = run.calls();
        List<Long> at = new ArrayList<>();
        for (int i : culprits(run)) {
            at.add(calls.completedAt(i) == Call.NEVER ? calls.invokedAt(i) : calls.completedAt(i));
        }
        at.sort(null);
        return at;
    }

    /** The numbers of the calls at which violations were complete, in the order of invocation. */
    private static List<Integer> culprits(RunData run) {
        List<Integer> found = new ArrayList<>();
        TreeSet<Long> wanted = new TreeSet<>();
        for (Violation violation : run.verdict().violations()) {
            wanted.add(violation.culprit());
            violation.cited().stream()
                    .filter(Cited::culprit)
                    .map(Cited::invocation)
                    .forEach(wanted::add);
        }
        Calls calls = run.calls();
        for (int i = 0; i < calls.size() && !wanted.isEmpty(); i++) {
            boolean ends = wanted.remove(calls.completion(i));
            boolean begins = wanted.remove(calls.index(i));
            if (ends || begins) {
                found.add(i);
            }
        }
        return found;
    }

    private void bands(Html html) {
        html.open("div", "class", "under");
        for (FaultSpan fault : faults.subList(0, Math.min(MOST_BANDS, faults.size()))) {
            band(html, "band mg", fault.from(), fault.provedFrom());
            band(html, "band", fault.provedFrom(), fault.provedTo());
            band(html, "band mg", fault.provedTo(), fault.to());
        }
        long limit = (long) (run.test().timeLimitSeconds() * 1e9);
        if (limit > 0 && limit < axis.end()) {
            html.leaf("i", "", "class", "at end", "style", TimeAxis.at(limit));
        }
        html.close();
    }

    private static void band(Html html, String cssClass, long from, long to) {
        if (from < to) {
            html.leaf("i", "", "class", "at to " + cssClass, "style", TimeAxis.at(from, to));
        }
    }

    private void axisRow(Html html) {
        html.open("div", "class", "row").leaf("span", "").open("div", "class", "ax");
        long mark = violations.isEmpty() ? -1 : violations.get(0);
        for (long tick : axis.ticks()) {
            if (mark < 0 || Math.abs(tick - mark) > axis.cellsEnd() / 16) {
                html.leaf(
                        "span",
                        TimeAxis.seconds(tick) + (tick == 0 ? "\u00a0s" : ""),
                        "class",
                        "at",
                        "style",
                        TimeAxis.at(tick));
            }
        }
        if (mark >= 0) {
            html.leaf("span", "✕ " + Figures.moment(mark), "class", "at bad", "style", TimeAxis.at(mark));
        }
        html.close().close();
    }

    private void violationRow(Html html) {
        if (violations.isEmpty()) {
            return;
        }
        html.open("div", "class", "row ch st")
                .open("span")
                .leaf("b", "violations")
                .text(violations.size() > 1 ? " " + Figures.count(violations.size()) : "")
                .close();
        html.open("div", "class", "tr")
                .open("svg", "viewBox", "0 0 1200 16", "preserveAspectRatio", "none", "aria-hidden", "true");
        TreeSet<Long> pixels = new TreeSet<>();
        violations.forEach(at -> pixels.add(Math.round(at * 1200.0 / axis.cellsEnd())));
        StringBuilder path = new StringBuilder();
        pixels.forEach(x -> path.append('M').append(x).append(" 1v13"));
        html.empty("path", "class", "impossible", "d", path.toString()).close();
        where(html);
        html.close().close();
    }

    /** Beside the last mark, where there is room: on which nodes, and under which faults alone. */
    private void where(Html html) {
        long last = violations.get(violations.size() - 1);
        TreeSet<String> nodes = new TreeSet<>();
        culprits(run).forEach(i -> nodes.add(run.calls().nodes().get(run.calls().node(i))));
        String inside = faults.stream()
                .filter(f -> violations.stream().allMatch(f::covers))
                .map(f -> ", only inside " + f.fault().name())
                .findFirst()
                .orElse("");
        if (nodes.size() <= MOST_NAMED && last < axis.cellsEnd() * 2 / 3) {
            String words = "only on " + String.join(" ", nodes) + inside;
            html.leaf("span", Shown.cut(words, 60), "class", "at note wide", "style", TimeAxis.at(last));
        }
    }
}
