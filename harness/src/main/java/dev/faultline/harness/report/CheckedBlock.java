package dev.faultline.harness.report;

import dev.faultline.harness.store.VerdictRecord;
import java.util.List;
import java.util.stream.Collectors;

/** In place of a violation, of a run that has none: what was checked, and how hard it was tried. */
final class CheckedBlock {
    private static final int MOST_FAULTS = 20;

    private final RunData run;
    private final List<FaultSpan> faults;

    CheckedBlock(RunData run, List<FaultSpan> faults) {
        this.run = run;
        this.faults = faults;
    }

    /** A checker that has nothing to say tells what it looked at. */
    private static String found(VerdictRecord.Found found) {
        if (!found.sentence().isBlank()) {
            return found.sentence();
        }
        String looked = found.details().entrySet().stream()
                .filter(e -> e.getValue() instanceof Number || e.getValue() instanceof String)
                .map(e -> e.getKey() + ": " + e.getValue())
                .collect(Collectors.joining(", "));
        return looked.isEmpty() ? "nothing against it" : looked;
    }

    void draw(Html html) {
        html.open("section", "id", "why").leaf("h2", "What was checked, and how hard it was tried");
        int keys = run.calls().keys().size();
        html.leaf(
                "p",
                Figures.count(run.calls().size(), "operation", "operations")
                        + (keys == 0 ? "" : " on " + Figures.count(keys, "key", "keys")) + " by "
                        + Figures.count(run.test().concurrency(), "process", "processes")
                        + "; a verdict of VALID needs every point.");
        html.open("table", "class", "stackable").open("tbody");
        run.verdict().findings().forEach(f -> {
            VerdictSign sign = VerdictSign.of(f.verdict());
            html.open("tr")
                    .open("td", "data-l", "checker")
                    .leaf("b", Shown.value(f.checker()))
                    .close();
            html.leaf("td", Shown.cut(found(f), 300), "data-l", "found");
            html.leaf("td", sign.text(), "class", sign.cssClass() + " n", "data-l", "verdict")
                    .close();
        });
        for (FaultSpan span : faults.subList(0, Math.min(MOST_FAULTS, faults.size()))) {
            Impact impact = Impact.of(run, span);
            html.open("tr")
                    .open("td", "data-l", "fault")
                    .leaf("b", Shown.cut(span.title(), 80))
                    .close();
            html.leaf(
                    "td",
                    Figures.ratio(impact.ok(), impact.total()) + " operations asked in it succeeded: "
                            + Figures.count(impact.reads(), "read", "reads") + ", "
                            + Figures.count(impact.ok() - impact.reads(), "mutation", "mutations"),
                    "data-l",
                    "inside it");
            html.leaf(
                            "td",
                            span.proved() ? "✓ proved" : "? not proved",
                            "class",
                            (span.proved() ? "good" : "unsure") + " n",
                            "data-l",
                            "proof")
                    .close();
        }
        html.close().close().close();
    }
}
