package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where on a chart a moment stands. Time runs downward, never backward, but not evenly: each line of text is given its room, and a
 * stretch in which nothing happens is cut short.
 */
final class StoryScale {
    /** The height of a line of text. */
    static final double ROW = 17;

    private static final double TOP = 10;
    private static final double MOMENT = 3;
    private static final double STRETCH = 14;
    private static final double BREAK = 20;

    /** A gap is idle when it is so many times the one in the middle of all gaps, and as long as this. */
    private static final double IDLE_TIMES = 12;

    private static final double IDLE_NANOS = 4e6;

    private final TreeMap<Long, Double> places = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final List<Double> lines = new ArrayList<>();
    private final Map<Entry, Double> starts = new HashMap<>();
    private double height = TOP;

    /** A stretch that was cut short. */
    record Gap(double top, double bottom, double nanos) {}

    /**
     * @param rows in order of time
     * @param from before which nothing is drawn; what is over later than {@code to} reaches the bottom
     */
    StoryScale(List<Entry> entries, List<StoryRow> rows, long from, long to) {
        TreeMap<Long, List<StoryRow>> moments = new TreeMap<>();
        for (Entry entry : entries) {
            moments.putIfAbsent(clamp(entry.at(), from, to), new ArrayList<>());
            moments.putIfAbsent(clamp(entry.over(), from, to), new ArrayList<>());
        }
        for (StoryRow row : rows) {
            moments.computeIfAbsent(clamp(row.at(), from, to), at -> new ArrayList<>())
                    .add(row);
        }
        double idle = idle(moments);
        double lineEnds = 0;
        Long before = null;
        for (Map.Entry<Long, List<StoryRow>> moment : moments.entrySet()) {
            double gap = before == null ? 0 : (double) moment.getKey() - before;
            double last = height;
            if (gap > idle) {
                double top = Math.max(height + 4, lineEnds);
                height = top + BREAK;
                gaps.add(new Gap(top, height - 6, gap));
            } else if (before != null) {
                height += MOMENT + STRETCH * gap / idle;
            }
            if (!moment.getValue().isEmpty()) {
                height = Math.max(height, Math.max(last, lineEnds + ROW / 2));
                lineEnds = lines(moment.getValue(), moment.getKey(), from);
            }
            places.put(moment.getKey(), height);
            before = moment.getKey();
        }
        height = Math.max(height, lineEnds) + TOP;
    }

    /** Lines at one moment stand below one another, and what they tell begins beside them. */
    private double lines(List<StoryRow> rows, long moment, long from) {
        double y = height;
        for (StoryRow row : rows) {
            lines.add(y);
            for (Entry entry : row.entries()) {
                if (entry.at() == row.at() && moment == entry.at() && moment >= from) {
                    starts.putIfAbsent(entry, y);
                }
            }
            y += ROW;
        }
        height = y - ROW;
        return y - ROW / 2;
    }

    private static double idle(Map<Long, List<StoryRow>> moments) {
        TreeSet<Double> gaps = new TreeSet<>();
        Long before = null;
        for (Long moment : moments.keySet()) {
            if (before != null) {
                gaps.add((double) moment - before);
            }
            before = moment;
        }
        double middle = gaps.stream().skip(gaps.size() / 2).findFirst().orElse(0.0);
        return Math.max(IDLE_NANOS, IDLE_TIMES * middle);
    }

    private static long clamp(long moment, long from, long to) {
        return Math.max(from, Math.min(to, moment));
    }

    /** Of any moment; what is not drawn stands where the last that is drawn before it does, or on the edge. */
    double at(long moment) {
        Map.Entry<Long, Double> place = places.floorEntry(moment);
        return place == null ? 0 : moment > places.lastKey() ? height : place.getValue();
    }

    /** Where an entry begins: beside its line when it has one. */
    double start(Entry entry) {
        Double start = starts.get(entry);
        return start == null ? at(entry.at()) : start;
    }

    /** The middle of each line, in the order of the rows. */
    List<Double> lines() {
        return List.copyOf(lines);
    }

    double height() {
        return height;
    }

    List<Gap> gaps() {
        return List.copyOf(gaps);
    }
}
