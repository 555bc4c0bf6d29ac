package dev.faultline.harness.report;

import java.util.Comparator;
import java.util.List;

/** One lane per node: what it answered as a strip, below it the role that it had, and below that what was done to it. */
final class NodeRows {
    private static final int MOST_NODES = 24;
    private static final int MOST_FAULT_MARKS = 1000;
    private static final int MOST_ROLE_MARKS = 1000;
    private static final double TRACK_PIXELS = 1070;
    private static final int LETTER_PIXELS = 6;
    private static final double LED_PIXELS = 90;

    private final RunData run;
    private final Tally tally;
    private final List<FaultSpan> faults;
    private final int emphasised;

    /** @param emphasised the node whose lines are drawn out, by its number */
    NodeRows(RunData run, Tally tally, List<FaultSpan> faults, int emphasised) {
        this.run = run;
        this.tally = tally;
        this.faults = faults;
        this.emphasised = emphasised;
    }

    void draw(Html html) {
        List<String> nodes = run.nodes();
        int most = Math.max(10, MOST_FAULT_MARKS / Math.max(1, Math.min(MOST_NODES, nodes.size())));
        int number = 0;
        for (String node : nodes.subList(0, Math.min(MOST_NODES, nodes.size()))) {
            html.open("div", "class", "row ch nd").open("span");
            html.leaf("b", Shown.cut(node, 10), "data-em", "" + number, "class", number == emphasised ? "em" : "");
            html.close().open("div", "class", "tr");
            answered(html, node);
            roles(html, node, MOST_ROLE_MARKS / Math.min(MOST_NODES, nodes.size()));
            faults.stream().filter(f -> hit(f, node)).limit(most).forEach(f -> done(html, f));
            if (!run.observed().hasRoles()) {
                led(html, node);
            }
            html.close().close();
            number++;
        }
        if (faults.size() > most) {
            html.leaf(
                    "p",
                    "Drawn in the lane of a node: at most " + most + " of " + Figures.count(faults.size()) + " faults.",
                    "class",
                    "q small");
        }
        if (nodes.size() > MOST_NODES) {
            html.leaf("p", "Drawn: " + Figures.ratio(MOST_NODES, nodes.size()) + " nodes.", "class", "q small");
        }
    }

    /** Thick while it led, thin while it followed, striped while it knew of no leader; of too many, the longest. */
    private void roles(Html html, String node, int most) {
        List<RoleSpan> spans = RoleSpan.of(run.observed(), node, tally.axis);
        long shortest = spans.stream()
                .map(s -> s.to() - s.from())
                .sorted(Comparator.reverseOrder())
                .skip(most)
                .findFirst()
                .orElse(-1L);
        for (RoleSpan span : spans) {
            if (span.to() - span.from() > shortest) {
                boolean told = span.speaks()
                        && pixels(span.to() - span.from()) > span.words().length() * LETTER_PIXELS + 12;
                html.open("i", "class", "at to rl " + span.look(), "style", TimeAxis.at(span.from(), span.to()));
                html.leaf("em", told ? span.words() : "").close();
            }
        }
    }

    /** A mark where a fault began while the node led; with its word where the last is far enough. */
    private void led(Html html, String node) {
        double last = -LED_PIXELS;
        for (FaultSpan span : faults) {
            if (span.fault().leaders().contains(node)) {
                double at = pixels(span.from());
                boolean room = at - last >= LED_PIXELS;
                last = room ? at : last;
                String title = "leader when " + span.fault().name() + " was injected";
                if (!room && faults.size() > MOST_NODES) {
                    continue;
                }
                html.leaf("i", room ? "led" : "", "class", "at led", "style", TimeAxis.at(span.from()), "title", title);
            }
        }
    }

    private double pixels(long nanos) {
        return nanos * TRACK_PIXELS / tally.axis.cellsEnd();
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

    private boolean hit(FaultSpan span, String node) {
        int majority = span.fault().majority().size();
        // Where each node has a majority, as across a bridge, no side is the losing one.
        if (span.fault().sides().size() > 1
                && majority > 0
                && majority < run.nodes().size()) {
            return span.cutOff(node).contains(node);
        }
        return span.fault().targets().isEmpty()
                ? span.fault().links().stream().anyMatch(link -> link.contains(node))
                : span.fault().targets().contains(node);
    }

    private void done(Html html, FaultSpan span) {
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
        html.leaf("em", pixels(span.to() - span.from()) > word.length() * LETTER_PIXELS + 12 ? word : "")
                .close();
    }
}
