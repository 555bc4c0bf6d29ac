package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Entry;
import dev.faultline.harness.store.StoryRecord.Event;
import dev.faultline.harness.store.StoryRecord.Message;
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
    private static final int CLIENTS_WIDTH = 2;
    private static final double CLIENTS_LINE = 0.9;

    /** More do not fit beside their text. */
    private static final int MOST_BESIDE_TEXT = 9;

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

    boolean areMany() {
        return last() > MOST_BESIDE_TEXT;
    }

    /** How many widths of a node's lane they all take. */
    int units() {
        return CLIENTS_WIDTH + Math.max(1, last());
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

    /** The line on which it begins. */
    double beginning(Entry entry) {
        String name = entry instanceof Message message
                ? message.from()
                : entry instanceof Event event ? event.node() : StoryRecord.CLIENTS;
        return line(Math.max(0, of(name)));
    }

    private double unit() {
        return 100.0 / units();
    }
}
