package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Per system and workload its last runs side by side, a cell each: the sign of the verdict, and how slow and how long to recover. */
final class RunStrips {
    private static final int MOST_CELLS = 50;
    private static final int MOST_STRIPS = 60;
    private static final int HEIGHT = 20;
    private static final int NAME_CHARS = 60;

    private final Map<String, List<IndexedRun>> strips;

    /** @param runs newest first */
    RunStrips(List<IndexedRun> runs) {
        Map<String, List<IndexedRun>> all = new TreeMap<>();
        for (IndexedRun run : runs) {
            List<IndexedRun> strip = all.computeIfAbsent(run.test(), t -> new ArrayList<>());
            if (strip.size() < MOST_CELLS) {
                strip.add(run);
            }
        }
        strips = new LinkedHashMap<>();
        all.entrySet().stream().limit(MOST_STRIPS).forEach(e -> {
            Collections.reverse(e.getValue());
            strips.put(e.getKey(), e.getValue());
        });
    }

    void draw(Html html) {
        html.open("section", "id", "trends").leaf("h2", "The last runs of each");
        html.leaf(
                "p",
                "Up to " + MOST_CELLS + " runs, the newest on the right. Below: the slowest function's p99 over ok"
                        + " operations, and the longest recovery from a fault (RTO), each from 0 to the highest value named.");
        strips.forEach((test, runs) -> {
            html.open("div", "class", "strip").leaf("h3", Shown.cut(test, NAME_CHARS));
            html.open("div", "class", "cells");
            runs.forEach(run -> cell(html, run));
            html.close();
            html.leaf("p", span(runs), "class", "q small");
            line(html, "p99", runs, run -> {
                Double millis = run.measured().p99Millis();
                return millis == null ? null : millis * 1e6;
            });
            line(html, "RTO", runs, run -> {
                Long nanos = run.measured().recoveryNanos();
                return nanos == null ? null : nanos.doubleValue();
            });
            html.close();
        });
        html.close();
    }

    /** What the two lines are drawn against: from when to when, and which versions. */
    private static String span(List<IndexedRun> runs) {
        String first = day(runs.get(0));
        String last = day(runs.get(runs.size() - 1));
        List<String> versions = runs.stream()
                .map(IndexedRun::version)
                .filter(version -> !version.isEmpty())
                .distinct()
                .toList();
        String which = versions.isEmpty() ? "" : " · " + Shown.cut(String.join(" → ", versions), NAME_CHARS);
        return (first.equals(last) ? first : first + " – " + last) + which;
    }

    private static String day(IndexedRun run) {
        return run.started().toString().substring(0, 10);
    }

    private static void cell(Html html, IndexedRun run) {
        String title = run.state().word() + (run.unexpected() ? ", not expected" : "")
                + (run.expectedFailure() ? ", as expected" : "") + " · " + run.version() + " · seed " + run.seed()
                + " · "
                + IndexRow.minute(run.started()) + " UTC";
        html.leaf(
                "a",
                run.state().glyph(),
                "class",
                "c " + run.state().cssClass() + (run.unexpected() ? " x" : ""),
                "href",
                run.link(),
                "title",
                title,
                "aria-label",
                title);
    }

    /** A value of each run, below its cell; broken where there is none, a dot where it stands alone. */
    private static void line(
            Html html, String name, List<IndexedRun> runs, Function<IndexedRun, @Nullable Double> value) {
        double most = 0;
        for (IndexedRun run : runs) {
            Double v = value.apply(run);
            most = Math.max(most, v == null ? 0 : v);
        }
        if (most == 0) {
            return;
        }
        StringBuilder path = new StringBuilder();
        boolean broken = true;
        for (int i = 0; i < runs.size(); i++) {
            Double v = value.apply(runs.get(i));
            if (v != null) {
                String point = Figures.plain(i + 0.5) + " " + Figures.plain(HEIGHT - 1 - v / most * (HEIGHT - 3));
                path.append(broken ? "M" + point + "h0" : "L" + point);
            }
            broken = v == null;
        }
        html.open("div", "class", "trend", "style", "--n:" + runs.size());
        html.open(
                "svg",
                "viewBox",
                "0 0 " + runs.size() + " " + HEIGHT,
                "preserveAspectRatio",
                "none",
                "aria-hidden",
                "true");
        html.empty("path", "class", "p50", "d", path.toString()).close();
        html.leaf("span", name + " up to " + Figures.duration((long) most), "class", "q")
                .close();
    }
}
