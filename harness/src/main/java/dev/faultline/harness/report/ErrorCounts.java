package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients were told when a call did not succeed, the most frequent first; errors that differ in numbers only are one. */
final class ErrorCounts {
    private static final int MOST = 20;

    private final Map<String, long[]> byKind = new LinkedHashMap<>();

    ErrorCounts(Calls calls) {
        List<String> kinds = calls.errors().stream()
                .map(error -> error.replaceAll("[0-9]+", "#"))
                .toList();
        for (int i = 0; i < calls.size(); i++) {
            if (calls.error(i) >= 0) {
                byKind.computeIfAbsent(kinds.get(calls.error(i)), k -> new long[Outcome.values().length])[
                        calls.outcome(i).ordinal()]++;
            }
        }
    }

    int kinds() {
        return byKind.size();
    }

    void draw(Html html) {
        KeyValues values = new KeyValues();
        byKind.entrySet().stream()
                .sorted(Comparator.comparingLong(e -> -unsuccessful(e.getValue())))
                .limit(MOST)
                .forEach(e -> values.add(
                        e.getKey(),
                        Figures.count(e.getValue()[Outcome.FAIL.ordinal()]) + " fail, "
                                + Figures.count(e.getValue()[Outcome.INFO.ordinal()]) + " info"));
        values.draw(html);
        if (kinds() > MOST) {
            html.leaf("p", "The most frequent " + Figures.ratio(MOST, kinds()) + ".", "class", "q small");
        }
    }

    private static long unsuccessful(long[] counts) {
        return counts[Outcome.FAIL.ordinal()] + counts[Outcome.INFO.ordinal()];
    }
}
