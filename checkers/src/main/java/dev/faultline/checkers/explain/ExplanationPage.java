package dev.faultline.checkers.explain;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.LinearizabilityWitness.Placed;
import java.util.List;
import java.util.function.Function;

/**
 * An explanation as one HTML file, which needs nothing beside it and asks nobody for anything. Processes are lanes and
 * operations are bars, which can be zoomed, panned and asked for details; an order that got as far as any is a line through
 * them. Without scripts everything but the chart is there.
 */
public final class ExplanationPage {
    private final Explanation explanation;
    private final Drawn drawn;
    private final StringBuilder out = new StringBuilder();

    private ExplanationPage(Explanation explanation, List<FaultBand> faults) {
        this.explanation = explanation;
        this.drawn = new Drawn(explanation, faults);
    }

    /** The page; faults that were in force are drawn as bands behind the operations. */
    public static String html(Explanation explanation, List<FaultBand> faults) {
        return new ExplanationPage(explanation, faults).draw();
    }

    private String draw() {
        String script = PageParts.script();
        String title = explanation.witness().summary();
        out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(PageParts.policy(script))
                .append("\"><title>")
                .append(shown(title))
                .append("</title><style>")
                .append(PageParts.style())
                .append("</style></head><body><main>");
        story();
        chart();
        core();
        paths();
        out.append("<footer>Drawn by Faultline; this page makes no request.</footer></main>")
                .append("<script type=\"application/json\" id=\"data\">")
                .append(drawn.json())
                .append("</script><script>")
                .append(script)
                .append("</script></body></html>\n");
        return out.toString();
    }

    private static String shown(String text) {
        return Shown.text(Shown.cut(text));
    }

    private void story() {
        List<String> lines = explanation.witness().toString().lines().toList();
        out.append("<p class=\"v\">INVALID</p><h1>").append(shown(lines.get(0))).append("</h1><div class=\"story\">");
        for (String line : lines.subList(1, lines.size())) {
            out.append(line.startsWith("    ") ? "<p class=\"in\">" : "<p>")
                    .append(shown(line.strip()))
                    .append("</p>");
        }
        explanation
                .notes()
                .forEach(note -> out.append("<p>").append(shown(note)).append("</p>"));
        out.append("</div>");
    }

    private void chart() {
        int prefix = explanation.witness().prefix().size();
        out.append("<section><h2>The shortest bad prefix</h2><p class=\"q\">");
        out.append(prefix)
                .append(prefix == 1 ? " operation was" : " operations were")
                .append(" invoked by the time at which ")
                .append(shown(explanation.misfit().toString().replace("  ", " ")))
                .append(" completed");
        out.append(
                explanation.witness().shortest()
                        ? "; without this completion there is an order. "
                        : "; the budget ended before it was known whether a shorter one is bad. ");
        out.append("Those still open fade out: they may have happened at any time after their invocation, or never.");
        if (drawn.hidden() > 0) {
            out.append(' ').append(drawn.hidden()).append(" earlier ones are not drawn.");
        }
        out.append(
                "</p><div id=\"chart\"><noscript>The chart needs scripts; what follows does not.</noscript></div></section>");
    }

    private void core() {
        String because = explanation.witness().because();
        out.append("<section><h2>What matters</h2>")
                .append(because.isEmpty() ? "" : "<p>" + shown(because) + "</p>")
                .append("<p class=\"q\">")
                .append(shown(explanation.coreSentence()))
                .append(
                        " To forget a completion is to take the operation for one that crashed, or a read for none at all.")
                .append("</p><table><thead><tr><th>process</th><th>operation</th><th class=\"n\">")
                .append(explanation.misfit().invokedAt() < 0 ? "events" : "time")
                .append("</th></tr></thead><tbody>");
        for (Operation operation : explanation.witness().core()) {
            boolean misfit = operation.invokedRank() == explanation.misfit().invokedRank();
            out.append(misfit ? "<tr class=\"bad\"><td>" : "<tr><td>")
                    .append(Shown.text(Shown.process(operation)))
                    .append("</td><td><code>")
                    .append(shown(operation.call()))
                    .append("</code>")
                    .append(misfit ? " fits nowhere" : "")
                    .append("</td><td class=\"n\">")
                    .append(Shown.text(Shown.interval(operation)))
                    .append("</td></tr>");
        }
        out.append("</tbody></table></section>");
    }

    private void paths() {
        List<FinalPath> paths = explanation.finalPaths();
        out.append("<section><h2>How far orders get</h2><p class=\"q\">");
        if (paths.isEmpty()) {
            out.append("The budget ended before an order of the operations before it was found.</p></section>");
            return;
        }
        out.append("Everything that completed before it can be put in order, and then it is refused");
        out.append(paths.size() == 1 ? "." : ": " + paths.size() + " such orders, each ending in another state.");
        out.append("</p>");
        for (int i = 0; i < paths.size(); i++) {
            path(paths.get(i), i == 0);
        }
        out.append("</section>");
    }

    private void path(FinalPath path, boolean open) {
        out.append(open ? "<details open><summary>" : "<details><summary>")
                .append("<code>")
                .append(shown(path.deadEnd()))
                .append("</code></summary><ol start=\"")
                .append(path.skipped() + 1)
                .append("\">");
        if (path.skipped() > 0) {
            out.append("<li class=\"q\" value=\"")
                    .append(path.skipped())
                    .append("\">after ")
                    .append(path.skipped())
                    .append(path.skipped() == 1 ? " operation: <b>" : " operations: <b>")
                    .append(shown(path.stateBefore()))
                    .append("</b></li>");
        }
        Function<Placed, String> step = placed -> "<li><span>process "
                + Shown.text(Shown.process(placed.operation()))
                + "</span> <code>"
                + shown(placed.operation().call())
                + "</code> \u2192 <b>"
                + shown(placed.stateAfter())
                + "</b>"
                + (placed.operation().completedRank() == Operation.NEVER ? " <i>(open)</i>" : "")
                + "</li>";
        path.placed().forEach(placed -> out.append(step.apply(placed)));
        out.append("</ol><p class=\"bad\"><span>process ")
                .append(Shown.text(Shown.process(explanation.misfit())))
                .append("</span> <code>")
                .append(shown(explanation.misfit().call()))
                .append("</code>: ")
                .append(shown(path.deadEnd()))
                .append("</p></details>");
    }
}
