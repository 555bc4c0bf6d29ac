package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord.Message;

/** Messages as arrows from lane to lane; those that never arrive end in a cross on their way. */
final class StoryArrows {
    private static final double DROPPED_FALL = 7;
    private static final double DROPPED_REACH = 0.6;

    private final StoryLanes lanes;
    private final StoryScale scale;
    private final String id;

    /** @param id a word that tells the chart from others of the page */
    StoryArrows(StoryLanes lanes, StoryScale scale, String id) {
        this.lanes = lanes;
        this.scale = scale;
        this.id = id;
    }

    void tips(Html html) {
        html.open("defs");
        tip(html, "a", "8", "M0 1L8 4L0 7z");
        tip(html, "x", "4", "M1 1L7 7M7 1L1 7");
        html.close();
    }

    private void tip(Html html, String name, String at, String path) {
        html.open(
                "marker",
                "id",
                id + name,
                "viewBox",
                "0 0 8 8",
                "refX",
                at,
                "refY",
                "4",
                "markerWidth",
                "7",
                "markerHeight",
                "7",
                "markerUnits",
                "userSpaceOnUse",
                "orient",
                "auto",
                "class",
                "sq-" + name);
        html.empty("path", "d", path).close();
    }

    void draw(Html html, Message message) {
        int sender = lanes.of(message.from());
        int receiver = lanes.of(message.to());
        if (sender < 0 || receiver < 0) {
            return;
        }
        boolean arrives = message.fate().arrives() && message.arrived() != null;
        double top = scale.start(message);
        double bottom = arrives ? Math.max(top, scale.at(message.over())) : top + DROPPED_FALL;
        double x = lanes.line(sender);
        double reach = (arrives ? 1 : DROPPED_REACH) * (lanes.line(receiver) - x);
        html.open(
                "line",
                "class",
                "sq-m " + message.fate().word() + (StoryFold.isHeartbeat(message) ? " dim" : ""),
                "x1",
                Figures.percent(x),
                "y1",
                Figures.plain(top),
                "x2",
                Figures.percent(x + reach),
                "y2",
                Figures.plain(bottom),
                "marker-end",
                "url(#" + id + (message.fate().arrives() ? "a" : "x") + ")");
        html.leaf("title", StoryHover.of(message)).close();
    }
}
