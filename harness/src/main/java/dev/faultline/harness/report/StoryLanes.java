package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * The lanes of a chart from left to right: clients, who have room for bars, and the nodes. Places are hundredths of the width.
 *
 * @param names clients first
 * @param leftOut nodes for which there is no room
 */
record StoryLanes(List<String> names, int leftOut) {
    static final int MOST = 24;
    private static final double CLIENTS_WIDTH = 2;
    private static final double CLIENTS_LINE = 0.9;

    /** What texts are fitted to; a chart may be narrower, and shows fewer texts then. */
    private static final double TRACK_PIXELS = 1040;

    StoryLanes {
        names = List.copyOf(names);
    }

    static StoryLanes of(StoryRecord story) {
        List<String> names = new ArrayList<>(List.of(StoryRecord.CLIENTS));
        story.lanes().stream()
                .distinct()
                .filter(lane -> !lane.equals(StoryRecord.CLIENTS))
                .limit(MOST)
                .forEach(names::add);
        return new StoryLanes(
                names, Math.max(0, (int) story.lanes().stream().distinct().count() + 1 - names.size()));
    }

    /** Its number; negative when it is not drawn. */
    int of(String name) {
        return names.indexOf(name);
    }

    int last() {
        return names.size() - 1;
    }

    /** Where its line stands. */
    double line(int lane) {
        return lane == 0 ? CLIENTS_WIDTH * CLIENTS_LINE * unit() : left(lane) + unit() / 2;
    }

    double left(int lane) {
        return lane == 0 ? 0 : (CLIENTS_WIDTH + lane - 1) * unit();
    }

    double width(int lane) {
        return (lane == 0 ? CLIENTS_WIDTH : 1) * unit();
    }

    /** How many small letters fit between two lines. */
    int letters() {
        return (int) Math.max(0, unit() / 100 * TRACK_PIXELS / 5.9 - 4);
    }

    private double unit() {
        return 100 / (CLIENTS_WIDTH + Math.max(1, last()));
    }
}
