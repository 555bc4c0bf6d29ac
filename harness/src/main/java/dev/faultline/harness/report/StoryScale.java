package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where on a chart a moment stands. Time runs downward, never backward, but not evenly: what begins is given room to be read, unless it is a heartbeat, and
 * a stretch in which nothing happens is cut short.
 */
final class StoryScale {
    private static final double TOP = 12;
    private static final double BEGINNING = 8;
    private static final double ENDING = 3;
    private static final double STRETCH = 18;
    private static final double BREAK = 26;

    /** A gap is idle when it is so many times the one in the middle of all gaps, and as long as this. */
    private static final double IDLE_TIMES = 12;

    private static final double IDLE_NANOS = 4e6;

    private final TreeMap<Long, Double> places = new TreeMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private double height = TOP;

    /** A stretch that was cut short. */
    record Gap(double top, double bottom, double nanos) {}

    /** @param from before which nothing is drawn; what is over later than {@code to} reaches the bottom */
    StoryScale(List<Entry> entries, long from, long to) {
        TreeMap<Long, Boolean> moments = new TreeMap<>();
        for (Entry entry : entries) {
            moments.merge(clamp(entry.at(), from, to), !StoryPick.isRoutine(entry), Boolean::logicalOr);
            moments.merge(clamp(entry.over(), from, to), false, Boolean::logicalOr);
        }
        double idle = idle(moments);
        Map.Entry<Long, Boolean> before = null;
        for (Map.Entry<Long, Boolean> moment : moments.entrySet()) {
            double gap = before == null ? 0 : (double) moment.getKey() - before.getKey();
            if (gap > idle) {
                gaps.add(new Gap(height + 7, height + BREAK - 7, gap));
                height += BREAK;
            } else if (before != null) {
                height += (moment.getValue() ? BEGINNING : ENDING) + STRETCH * gap / idle;
            }
            places.put(moment.getKey(), height);
            before = moment;
        }
        height += TOP;
    }

    private static double idle(Map<Long, Boolean> moments) {
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

    double height() {
        return height;
    }

    List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    /** Moments to write beside the chart, so far apart that they can be read. */
    List<Long> ticks(double apart) {
        List<Long> ticks = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (Map.Entry<Long, Double> place : places.entrySet()) {
            if (place.getValue() - last >= apart) {
                ticks.add(place.getKey());
                last = place.getValue();
            }
        }
        return ticks;
    }
}
