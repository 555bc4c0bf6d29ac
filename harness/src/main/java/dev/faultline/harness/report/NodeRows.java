package dev.faultline.harness.report;

import java.util.List;

/** One lane per node: what it answered as a strip, and below it what was done to it. */
final class NodeRows {
    private static final int MOST_NODES = 24;

    private final RunData run;
    private final Tally tally;
    private final List<FaultSpan> faults;

    NodeRows(RunData run, Tally tally, List<FaultSpan> faults) {
        this.run = run;
        this.tally = tally;
        this.faults = faults;
    }

    void draw(Html html) {
        List<String> nodes = run.nodes();
        for (String node : nodes.subList(0, Math.min(MOST_NODES, nodes.size()))) {
            html.open("div", "class", "row ch nd")
                    .open("span")
                    .leaf("b", Shown.cut(node, 10))
                    .close()
                    .open("div", "class", "tr");
            answered(html, node);
            faults.stream().filter(f -> hit(f, node)).forEach(f -> done(html, f));
            faults.stream()
                    .filter(f -> f.fault().leaders().contains(node))
                    .forEach(f -> html.leaf(
                            "i",
                            "led",
                            "class",
                            "at led",
                            "style",
                            TimeAxis.at(f.from()),
                            "title",
                            "leader when " + f.fault().name() + " was injected"));
            html.close().close();
        }
        if (nodes.size() > MOST_NODES) {
            html.leaf("p", "Drawn: " + Figures.ratio(MOST_NODES, nodes.size()) + " nodes.", "class", "q small");
        }
    }

    private void answered(Html html, String node) {
        int number = run.calls().nodes().indexOf(node);
        if (number >= 0) {
            html.open(
                    "svg",
                    "viewBox",
                    "0 0 " + tally.axis.cells() + " 1",
                    "preserveAspectRatio",
                    "none",
                    "aria-hidden",
                    "true");
            new Heat(new int[][] {tally.byNode[number]}).draw(html, "heat h");
            html.close();
        }
    }

    private static boolean hit(FaultSpan span, String node) {
        return span.fault().targets().isEmpty()
                ? span.fault().links().stream().anyMatch(link -> link.contains(node))
                : span.fault().targets().contains(node);
    }

    private static void done(Html html, FaultSpan span) {
        String word = switch (span.fault().kind()) {
            case "kill" -> "killed";
            case "pause" -> "paused";
            case "partition" -> "cut";
            case "slow" -> "slow";
            default -> Shown.cut(span.fault().kind(), 12);
        };
        String look = switch (span.fault().kind()) {
            case "kill" -> "at to ro kl";
            case "pause" -> "at to ro pz";
            default -> "at to ro ct";
        };
        html.open("i", "class", look, "style", TimeAxis.at(span.from(), span.to()), "title", span.title());
        html.leaf("em", word).close();
    }
}
