package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The object's value over time along the longest order that fits. A change took effect after everything before it in the order had
 * been asked and before anything from it on was answered; between these bounds the value is the old one or the new one.
 */
final class ValueLane {
    private static final double TRACK_PIXELS = 1070;

    private final Witness witness;
    private final KeyLanes lanes;

    ValueLane(Witness witness, KeyLanes lanes) {
        this.witness = witness;
        this.lanes = lanes;
    }

    /** A value that holds for certain, or two of which one does. */
    record Segment(String text, long from, long to, boolean certain) {}

    void draw(Html html) {
        html.open("div", "class", "row val")
                .open("span")
                .leaf("b", "value")
                .close()
                .open("div", "class", "tr");
        for (Segment segment : segments()) {
            long from = Math.max(segment.from(), lanes.from());
            long to = Math.min(segment.to(), lanes.to());
            if (from >= to) {
                continue;
            }
            boolean fits = (to - from) * TRACK_PIXELS / (lanes.to() - lanes.from())
                    > segment.text().length() * 7 + 6;
            html.leaf(
                    "i",
                    fits ? segment.text() : "",
                    "class",
                    segment.certain() ? "at to seg" : "at to seg amb",
                    "style",
                    TimeAxis.at(from, to));
        }
        html.leaf(
                "i",
                "",
                "class",
                "at vline",
                "style",
                TimeAxis.at(witness.culprit().invokedAt()));
        html.close().close();
    }

    List<Segment> segments() {
        List<Witness.Placed> order = witness.order();
        List<Segment> segments = new ArrayList<>();
        if (order.isEmpty()) {
            return segments;
        }
        int n = order.size();
        long[] latest = new long[n];
        long bound = Call.NEVER;
        for (int i = n - 1; i >= 0; i--) {
            bound = Math.min(bound, order.get(i).call().certainAt());
            latest[i] = bound;
        }
        long earliest = 0;
        String value = order.get(0).value();
        long since = order.get(0).call().invokedAt();
        for (int i = 0; i < n; i++) {
            earliest = Math.max(earliest, order.get(i).call().invokedAt());
            String after = order.get(i).value();
            if (!after.equals(value)) {
                long until = Math.min(latest[i], lanes.to());
                add(segments, Shown.cut(value, 16), since, earliest, true);
                add(
                        segments,
                        Shown.cut(value, 16) + " or " + Shown.cut(after, 16),
                        Math.max(earliest, since),
                        until,
                        false);
                since = Math.max(since, until);
                value = after;
            }
        }
        add(
                segments,
                "must be " + Shown.cut(value, 16),
                since,
                witness.culprit().invokedAt(),
                true);
        return segments;
    }

    private static void add(List<Segment> segments, String text, long from, long to, boolean certain) {
        if (from < to) {
            segments.add(new Segment(text, from, to, certain));
        }
    }
}
