package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord.Fault;

/** Faults as bands over the lanes that they concern; a fault of all nodes is a band over all lanes. */
final class StoryBands {
    private final StoryLanes lanes;
    private final StoryScale scale;
    private final long from;
    private final long to;

    StoryBands(StoryLanes lanes, StoryScale scale, long from, long to) {
        this.lanes = lanes;
        this.scale = scale;
        this.from = from;
        this.to = to;
    }

    void draw(Html html, Fault fault) {
        double top = fault.time() < from ? 0 : scale.start(fault);
        double bottom = fault.until() == null || fault.until() > to ? scale.height() : scale.at(fault.until());
        int lane = 0;
        while (lane <= lanes.last()) {
            int end = lane;
            while (end <= lanes.last() && concerns(fault, end)) {
                end++;
            }
            if (end > lane) {
                band(html, fault, lane, end - 1, top, Math.max(3, bottom - top));
            }
            lane = end + 1;
        }
    }

    private boolean concerns(Fault fault, int lane) {
        return fault.nodes().isEmpty() || fault.nodes().contains(lanes.names().get(lane));
    }

    private void band(Html html, Fault fault, int first, int last, double top, double height) {
        html.open(
                "rect",
                "class",
                "sq-f",
                "x",
                Figures.percent(lanes.left(first)),
                "width",
                Figures.percent(lanes.left(last) + lanes.width(last) - lanes.left(first)),
                "y",
                Figures.plain(top),
                "height",
                Figures.plain(height));
        html.leaf("title", StoryHover.of(fault)).close();
    }
}
