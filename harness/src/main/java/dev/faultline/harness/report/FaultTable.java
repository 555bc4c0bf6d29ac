package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultsRecord;
import java.util.List;

/** Every fault with the numbers that prove it. A fault is believed by its numbers. */
final class FaultTable {
    private static final int MOST_FAULTS = 60;

    private final RunData run;
    private final List<FaultSpan> faults;

    FaultTable(RunData run, List<FaultSpan> faults) {
        this.run = run;
        this.faults = faults;
    }

    void draw(Html html) {
        html.open("section", "id", "faults").leaf("h2", "Faults, and how each is known to have happened");
        if (faults.isEmpty()) {
            html.leaf(
                            "p",
                            run.test().faults().isEmpty()
                                    ? "None was asked for."
                                    : "None was injected, although "
                                            + Shown.cut(
                                                    String.join(", ", run.test().faults()), 100) + " was asked for.")
                    .close();
            return;
        }
        html.leaf(
                "p",
                Figures.ratio(run.proved(), faults.size()) + " proved. A fault without proof makes a run UNKNOWN.");
        html.open("table", "class", "stackable").open("thead").open("tr");
        for (String head : List.of("fault", "in force, s", "applied", "proved by", "healed", "proof")) {
            html.leaf("th", head);
        }
        html.close().close().open("tbody");
        faults.stream().limit(MOST_FAULTS).forEach(f -> row(html, f));
        html.close().close();
        if (faults.size() > MOST_FAULTS) {
            html.leaf(
                    "p",
                    "Shown: " + Figures.ratio(MOST_FAULTS, faults.size()) + "; the others are in faults.json.",
                    "class",
                    "q small");
        }
        new Measurements(faults).draw(html);
        html.close();
    }

    private void row(Html html, FaultSpan span) {
        FaultsRecord.Window fault = span.fault();
        FaultsRecord.Proof proof = fault.proof();
        html.open("tr", "id", span.id());
        html.open("td", "data-l", "fault").open("span").leaf("b", Shown.cut(span.title(), 120));
        html.leaf("span", " " + who(fault), "class", "q").close().close();
        html.leaf(
                "td",
                Figures.moment(span.from()) + " – "
                        + (fault.healEnd() == null ? "not healed" : Figures.moment(span.to())),
                "class",
                "n left",
                "data-l",
                "in force, s");
        html.leaf("td", applied(fault), "data-l", "applied");
        html.open("td", "data-l", "proved by")
                .open("span")
                .text(proof == null ? "nothing was measured" : Shown.cut(proof.summary(), 300));
        if (fault.error() != null) {
            html.text(". ").leaf("span", Shown.cut(fault.error(), 300), "class", "unsure");
        }
        html.close().close();
        html.leaf("td", healed(fault), "data-l", "healed");
        html.leaf(
                "td",
                span.proved() ? "✓ proved" : "? not proved",
                "class",
                span.proved() ? "good" : "unsure",
                "data-l",
                "proof");
        html.close();
    }

    private static String who(FaultsRecord.Window fault) {
        String leaders = fault.leaders().isEmpty() ? "" : ", leader " + String.join(" ", fault.leaders());
        return Shown.cut(fault.kind() + ", " + fault.shape() + leaders, 120);
    }

    private static String applied(FaultsRecord.Window fault) {
        if (fault.injectEnd() == null) {
            return "not everywhere, from " + Figures.momentWithUnit(fault.injectStart());
        }
        String links = fault.links().isEmpty()
                ? ""
                : Figures.count(fault.links().size(), "directed link", "directed links") + ", ";
        return links + "stood at " + Figures.momentWithUnit(fault.injectEnd());
    }

    private static String healed(FaultsRecord.Window fault) {
        if (fault.healEnd() == null) {
            return fault.healStart() == null ? "never" : "tried " + fault.healAttempts() + " times, not confirmed";
        }
        String attempts = fault.healAttempts() > 1 ? ", attempt " + fault.healAttempts() : "";
        return "confirmed at " + Figures.momentWithUnit(fault.healEnd()) + attempts;
    }
}
