package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The violated key's whole life in one strip: every operation a tick in its lane, the steps as pins, the window as a frame. */
final class LifeStrip {
    private static final int WIDTH = 6000;
    private static final int PIN_PIXELS = 18;
    private static final double TRACK_PIXELS = 1070;

    private final RunData run;
    private final Witness witness;
    private final KeyLanes lanes;
    private final List<FaultSpan> faults;
    private final long from;
    private final long to;

    LifeStrip(RunData run, Witness witness, KeyLanes lanes, List<FaultSpan> faults) {
        this.run = run;
        this.witness = witness;
        this.lanes = lanes;
        this.faults = faults;
        this.from = lanes.lifeFrom();
        this.to = lanes.lifeTo(run.timeoutNanos());
    }

    void draw(Html html) {
        String scale = "--t0:" + TimeAxis.seconds(from) + ";--span:" + TimeAxis.seconds(to - from);
        html.open("div", "class", "row ov", "style", scale).open("span");
        html.leaf("b", Shown.cut(witness.subject(), 24)).empty("br");
        html.text(lanes.calls().size() == lanes.total() ? "its life" : "near the violation")
                .close();
        html.open("div", "class", "tr");
        for (FaultSpan fault : faults) {
            if (fault.from() < to && fault.to() > from) {
                html.leaf(
                        "i",
                        "",
                        "class",
                        "at to band",
                        "style",
                        TimeAxis.at(Math.max(from, fault.from()), Math.min(to, fault.to())));
            }
        }
        ticks(html);
        pins(html);
        html.leaf(
                "i",
                "",
                "class",
                "at to win",
                "style",
                TimeAxis.at(Math.max(from, lanes.from()), Math.min(to, lanes.to())));
        html.close().close();
        html.open("div", "class", "row", "style", scale).leaf("span", "").open("div", "class", "ax");
        List<Long> axis = TimeAxis.ticks(from, to, 8);
        for (long tick : axis) {
            html.leaf(
                    "span",
                    TimeAxis.seconds(tick) + (tick == axis.get(0) ? "\u00a0s" : ""),
                    "class",
                    "at",
                    "style",
                    TimeAxis.at(tick));
        }
        html.close().close();
    }

    private void ticks(Html html) {
        int rows = Math.max(1, lanes.lanes().size());
        Map<Outcome, StringBuilder> paths = new EnumMap<>(Outcome.class);
        for (Call call : lanes.calls()) {
            StringBuilder path = paths.computeIfAbsent(call.outcome(), o -> new StringBuilder());
            long x = x(call.invokedAt());
            int y = lanes.lanes().indexOf(lanes.laneOf(call, run)) * 4;
            if (call.outcome() == Outcome.INFO) {
                path.append('M')
                        .append(x)
                        .append(' ')
                        .append(y + 1.5)
                        .append('h')
                        .append(Math.max(1, x(call.drawnUntil(run.timeoutNanos())) - x));
            } else {
                path.append('M').append(x).append(' ').append(y).append("v3");
            }
        }
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + rows * 4,
                "preserveAspectRatio",
                "none",
                "aria-hidden",
                "true");
        for (Outcome outcome : List.of(Outcome.INFO, Outcome.FAIL, Outcome.OK)) {
            StringBuilder path = paths.get(outcome);
            if (path != null) {
                html.empty("path", "class", "tick " + outcome.word(), "d", path.toString());
            }
        }
        Call culprit = witness.culprit();
        int y = lanes.lanes().indexOf(lanes.laneOf(culprit, run)) * 4;
        html.empty("path", "class", "tick hot", "d", "M" + x(culprit.invokedAt()) + " " + y + "v3");
        html.close();
    }

    private void pins(Html html) {
        double last = -PIN_PIXELS;
        for (int step = 1; step <= witness.steps().size(); step++) {
            Call call = witness.steps().get(step - 1);
            long at = Math.max(from, Math.min(to, call.drawnUntil(run.timeoutNanos())));
            double x = (at - from) * TRACK_PIXELS / (to - from);
            last = Math.max(x, last + PIN_PIXELS);
            String pin = call.index() == witness.culprit().index() ? "at pin x" : "at pin";
            html.leaf(
                    "b",
                    Integer.toString(step),
                    "class",
                    pin,
                    "style",
                    TimeAxis.at(at) + ";margin-left:" + Figures.plain(last - x) + "px");
        }
    }

    private long x(long nanos) {
        return Math.round((nanos - from) / (double) (to - from) * WIDTH);
    }
}
