package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The operations on the violated key as bars in lanes by node, the side that was cut off shaded, with the value above them. */
final class LaneChart {
    /** What the labels are fitted to; the script fits them again to the real width. */
    private static final double TRACK_PIXELS = 1070;

    private static final double LETTER_PIXELS = 7;

    private final RunData run;
    private final Witness witness;
    private final KeyLanes lanes;
    private final @Nullable FaultSpan fault;
    private final List<FaultSpan> faults;

    LaneChart(RunData run, Witness witness, KeyLanes lanes, @Nullable FaultSpan fault, List<FaultSpan> faults) {
        this.run = run;
        this.witness = witness;
        this.lanes = lanes;
        this.fault = fault;
        this.faults = faults;
    }

    void draw(Html html) {
        html.open(
                "div",
                "class",
                "lanes",
                "id",
                "lanes",
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                "Operations on " + witness.subject()
                        + " by process. Arrow keys pan, plus and minus zoom, v returns to the violation.",
                "style",
                window());
        tools(html);
        new LifeStrip(run, witness, lanes, faults).draw(html);
        new ValueLane(witness, lanes).draw(html);
        String node = "";
        Boolean side = null;
        for (KeyLanes.Lane lane : lanes.lanes()) {
            if (side == null || side != lane.cut()) {
                side(html, lane.cut());
                side = lane.cut();
                node = "";
            }
            lane(html, lane, lane.node().equals(node));
            node = lane.node();
        }
        axis(html);
        html.leaf("p", sentence(), "class", "read", "aria-live", "polite");
        legend(html);
        html.close();
    }

    private String window() {
        return "--t0:" + TimeAxis.seconds(lanes.from()) + ";--span:" + TimeAxis.seconds(lanes.to() - lanes.from());
    }

    private void tools(Html html) {
        html.open("div", "class", "tools").open("span", "class", "gap-r").text("Drag a window in the strip, or ");
        for (String key : List.of("←", "→", "+", "−", "v")) {
            html.leaf("kbd", key).text(" ");
        }
        html.close();
        html.leaf("button", "100 ms", "data-span", "0.1").leaf("button", "1 s", "data-span", "1");
        html.leaf(
                "button",
                "whole key",
                "data-span",
                TimeAxis.seconds(lanes.lifeTo(run.timeoutNanos()) - lanes.lifeFrom()));
        html.close();
    }

    private void side(Html html, boolean cut) {
        String nodes = lanes.lanes().stream()
                .filter(l -> l.cut() == cut)
                .map(KeyLanes.Lane::node)
                .distinct()
                .map(n -> Shown.cut(n, 20))
                .collect(Collectors.joining(" "));
        String text = fault == null || lanes.lanes().stream().noneMatch(KeyLanes.Lane::cut)
                ? ""
                : cut
                        ? "cut off (" + fault.fault().name() + ", " + Figures.range(fault.from(), fault.to()) + " s): "
                                + nodes
                        : "the other side: " + nodes;
        html.open("div", "class", "row")
                .leaf("span", "")
                .open("div", "class", cut ? "side cut" : "side")
                .text(Shown.cut(text, 200));
        mark(html).close().close();
    }

    private void lane(Html html, KeyLanes.Lane lane, boolean sameNode) {
        List<Call> mine = lanes.calls().stream()
                .filter(c -> lanes.laneOf(c, run).equals(lane))
                .filter(c -> c.invokedAt() < lanes.to() && c.drawnUntil(run.timeoutNanos()) > lanes.from())
                .toList();
        html.open("div", "class", lane.cut() ? "row lane cut" : "row lane").open("span");
        html.leaf("b", Shown.cut(lane.node(), 10), "class", sameNode ? "again" : "")
                .text(" t" + lane.thread())
                .close();
        html.open("div", "class", "tr");
        for (int i = 0; i < mine.size(); i++) {
            bar(html, mine.get(i), i + 1 < mine.size() ? mine.get(i + 1).invokedAt() : lanes.to());
        }
        mark(html).close().close();
    }

    private void bar(Html html, Call call, long next) {
        long end = call.drawnUntil(run.timeoutNanos());
        boolean hot = call.index() == witness.culprit().index();
        String kind = "at to op " + call.outcome().word() + (call.reads() ? "" : " w") + (hot ? " hot" : "");
        html.leaf("i", "", "class", kind, "style", TimeAxis.at(call.invokedAt(), end));
        String label = call.label();
        boolean open = call.outcome() == Outcome.INFO;
        double room = pixels(open ? Math.min(end, lanes.to()) - Math.max(call.invokedAt(), lanes.from()) : next - end);
        if (hot || room > label.length() * LETTER_PIXELS + 8) {
            long at = open ? Math.max(call.invokedAt(), lanes.from()) : end;
            html.leaf(
                    "i",
                    label,
                    "class",
                    "at lb" + (open ? " in" : hot ? " hot" : call.reads() ? "" : " k"),
                    "style",
                    TimeAxis.at(at));
        }
    }

    private double pixels(long nanos) {
        return nanos * TRACK_PIXELS / (lanes.to() - lanes.from());
    }

    private Html mark(Html html) {
        return html.leaf(
                "i",
                "",
                "class",
                "at vline",
                "style",
                TimeAxis.at(witness.culprit().invokedAt()));
    }

    private void axis(Html html) {
        html.open("div", "class", "row").leaf("span", "").open("div", "class", "ax d");
        int decimals = lanes.to() - lanes.from() < 50_000_000L ? 3 : 2;
        boolean first = true;
        for (long tick : TimeAxis.ticks(lanes.from(), lanes.to(), 7)) {
            String text = String.format(Locale.ROOT, "%." + decimals + "f", tick / 1e9);
            html.leaf("span", first ? text + "\u00a0s" : text, "class", "at", "style", TimeAxis.at(tick));
            first = false;
        }
        html.close().close();
    }

    private String sentence() {
        Call c = witness.culprit();
        return "process " + c.process() + " on " + Shown.cut(c.node(), 20) + ": " + c.words() + ", "
                + c.outcome().word() + ", "
                + Figures.fineMoment(c.invokedAt()) + " – "
                + Figures.fineMoment(c.drawnUntil(run.timeoutNanos())) + "\u00a0s: impossible. Drawn: "
                + Figures.ratio(lanes.calls().size(), lanes.total()) + " operations on " + witness.subject() + ".";
    }

    private static void legend(Html html) {
        html.open("div", "class", "leg");
        for (String[] sign : new String[][] {
            {"sw ok", "ok (r read, w write, → compare-and-set)"},
            {"sw hollow", "fail"},
            {"sw hatch", "info, end unknown"},
            {"sw hotbox", "impossible"},
            {"", "t0, t1 … client threads"}
        }) {
            html.open("span").leaf("i", "", "class", sign[0]).text(sign[1]).close();
        }
        html.close();
    }
}
