package dev.faultline.harness.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A run as a row of the index: what came out, in what, under which faults, how it fared. */
final class IndexRow {
    static final List<String> COLUMNS = List.of(
            "verdict",
            "reason",
            "system, workload",
            "faults",
            "seed",
            "ok",
            "worst RTO",
            "lost writes",
            "duration",
            "started");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);
    private static final int NAME_CHARS = 40;
    private static final int MOST_KINDS = 12;

    private IndexRow() {}

    static Html of(IndexedRun run, Filters filters) {
        Html html = new Html();
        html.open("tr", "class", "r " + filters.classes(run));
        html.open("td", "data-l", "verdict", "class", "vd");
        html.leaf(
                "span",
                run.state().glyph() + " " + run.state().word(),
                "class",
                run.state().cssClass());
        if (run.expectedFailure()) {
            html.leaf("small", "expected");
        } else if (run.unexpected() && run.expect() != null) {
            html.leaf("small", "expected " + Shown.cut(run.expect(), NAME_CHARS));
        }
        Failure failure = filters.failure(run);
        if (failure != null) {
            html.leaf("small", failure.word());
        }
        html.close();
        html.open("td", "data-l", "reason", "class", "rs")
                .leaf("a", run.sentence(), "href", run.link())
                .close();
        html.open("td", "data-l", "tested").open("span").text(Shown.cut(run.system(), NAME_CHARS));
        html.leaf("small", Shown.cut(run.workload(), NAME_CHARS)).close().close();
        faults(html, run);
        cell(html, "seed", run.seed() == null ? Figures.DASH : Long.toString(run.seed()));
        IndexedRun.Measured measured = run.measured();
        cell(html, "ok", measured.ok() == null ? Figures.DASH : Figures.count(measured.ok()));
        cell(html, "worst RTO", recovered(measured));
        cell(html, "lost writes", lost(measured));
        cell(
                html,
                "duration",
                measured.durationNanos() == null ? Figures.DASH : Figures.duration(measured.durationNanos()));
        html.open("td", "data-l", "started", "class", "n");
        html.leaf("time", minute(run.started()), "datetime", run.started().toString());
        return html.close().close();
    }

    private static void cell(Html html, String label, String value) {
        html.leaf("td", value, "data-l", label, "class", "n");
    }

    private static void faults(Html html, IndexedRun run) {
        html.open("td", "data-l", "faults", "class", "fs").open("span");
        if (run.faults().isEmpty()) {
            html.text(run.state().judged() ? "none" : Figures.DASH);
        }
        run.faults().entrySet().stream().limit(MOST_KINDS).forEach(e -> {
            String times = e.getValue() == 1 ? "" : " ×\u00a0" + e.getValue();
            html.leaf("span", Shown.cut(e.getKey(), NAME_CHARS) + times, "class", "ft")
                    .text(" ");
        });
        if (run.unproved() > 0) {
            html.leaf("small", "? " + Figures.count(run.unproved()) + " not proved", "class", "unsure");
        }
        html.close().close();
    }

    private static String recovered(IndexedRun.Measured measured) {
        Long nanos = measured.recoveryNanos();
        if (!measured.recovered()) {
            return nanos == null || nanos == 0 ? "not seen" : "over " + Figures.duration(nanos);
        }
        return nanos == null ? Figures.DASH : Figures.duration(nanos);
    }

    private static String lost(IndexedRun.Measured measured) {
        Long lost = measured.lost();
        if (lost == null) {
            return Figures.DASH;
        }
        return measured.lostExactly() ? Figures.count(lost) : "at least " + Figures.count(lost);
    }

    /** UTC. */
    static String minute(Instant at) {
        return MINUTE.format(at);
    }
}
