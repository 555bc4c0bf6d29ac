package dev.faultline.harness.report;

import dev.faultline.harness.store.MetricsRecord.Outcome;
import java.util.List;

/** The bounds that were set, beside what was measured. */
final class ObjectiveTable {
    private static final int MOST = 20;
    private static final int SENTENCE_CHARS = 300;

    private final RunData run;

    ObjectiveTable(RunData run) {
        this.run = run;
    }

    void draw(Html html) {
        List<Outcome> objectives = run.metrics().objectives();
        if (objectives.isEmpty()) {
            html.leaf("p", "No objective was set, so none could be missed.", "class", "q small");
            return;
        }
        html.leaf("h3", "Objectives");
        html.open("table", "class", "stackable").open("thead").open("tr");
        html.leaf("th", "objective")
                .leaf("th", "measured", "class", "n")
                .leaf("th", "what that is")
                .leaf("th", "verdict");
        html.close().close().open("tbody");
        for (Outcome objective : objectives.subList(0, Math.min(MOST, objectives.size()))) {
            VerdictSign sign = VerdictSign.of(objective.verdict());
            html.open("tr")
                    .open("td", "data-l", "objective")
                    .leaf("b", Shown.value(objective.objective()))
                    .close();
            html.leaf("td", measured(objective), "class", "n", "data-l", "measured");
            html.leaf("td", said(objective), "data-l", "what that is");
            html.leaf("td", sign.glyph() + " " + word(sign), "class", sign.cssClass(), "data-l", "verdict")
                    .close();
        }
        html.close().close();
    }

    /** On the first screen: {@code ✓ recovery<10s: 1.20 s}. */
    void facts(Html html) {
        List<Outcome> objectives = run.metrics().objectives();
        if (objectives.isEmpty()) {
            return;
        }
        html.leaf("dt", "Objectives").open("dd");
        for (Outcome objective : objectives.subList(0, Math.min(MOST, objectives.size()))) {
            VerdictSign sign = VerdictSign.of(objective.verdict());
            html.open("div")
                    .leaf("span", sign.glyph() + " " + Shown.value(objective.objective()), "class", sign.cssClass())
                    .text(": " + measured(objective))
                    .close();
        }
        html.close();
    }

    private static String measured(Outcome objective) {
        return objective.measured().isEmpty() ? "not measured" : Shown.value(objective.measured());
    }

    private static String word(VerdictSign sign) {
        return switch (sign) {
            case VALID -> "kept";
            case INVALID -> "broken";
            case UNKNOWN -> "not judged";
        };
    }

    /** The sentence without the name that stands beside it. */
    private static String said(Outcome objective) {
        String sentence = objective.sentence();
        int colon = sentence.indexOf(": ");
        return Shown.cut(colon < 0 ? sentence : sentence.substring(colon + 2), SENTENCE_CHARS);
    }
}
