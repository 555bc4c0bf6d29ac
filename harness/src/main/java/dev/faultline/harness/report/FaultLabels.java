package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.List;

/** The names of the faults above their bands, on further lines where they would overlap; in full when all of them fit so. */
final class FaultLabels {
    private static final double TRACK_PIXELS = 1070;
    private static final int LETTER_PIXELS = 7;
    private static final int LINE_PIXELS = 21;
    private static final int MOST_LINES = 4;
    private static final int MOST_LABELS = 120;
    private static final int NO_LINE = -1;

    private final List<FaultSpan> faults;
    private final TimeAxis axis;

    FaultLabels(List<FaultSpan> faults, TimeAxis axis) {
        this.faults = faults;
        this.axis = axis;
    }

    void draw(Html html) {
        if (faults.isEmpty()) {
            return;
        }
        List<FaultSpan> labelled = faults.subList(0, Math.min(MOST_LABELS, faults.size()));
        List<Integer> lines = lines(labelled, true);
        boolean full = !lines.contains(NO_LINE);
        if (!full) {
            lines = lines(labelled, false);
        }
        int height = lines.stream().mapToInt(line -> line + 1).max().orElse(0) * LINE_PIXELS + 3;
        html.open("div", "class", "row ch fl").open("span").leaf("b", "faults").close();
        html.open("div", "class", "tr", "style", "height:" + height + "px");
        for (int i = 0; i < labelled.size(); i++) {
            if (lines.get(i) != NO_LINE) {
                label(html, labelled.get(i), lines.get(i), full);
            }
        }
        html.close().close();
    }

    /** For each fault the first line on which its label overlaps no other. */
    private List<Integer> lines(List<FaultSpan> labelled, boolean full) {
        double[] ends = new double[MOST_LINES];
        List<Integer> lines = new ArrayList<>();
        for (FaultSpan fault : labelled) {
            double from = pixels(fault.from());
            int line = 0;
            while (line < MOST_LINES && ends[line] > from) {
                line++;
            }
            lines.add(line == MOST_LINES ? NO_LINE : line);
            if (line < MOST_LINES) {
                ends[line] =
                        Math.max(pixels(fault.to()), from + text(fault, full).length() * LETTER_PIXELS + 14);
            }
        }
        return lines;
    }

    private double pixels(long nanos) {
        return nanos * TRACK_PIXELS / axis.cellsEnd();
    }

    private static String text(FaultSpan fault, boolean full) {
        String name = fault.proved() ? fault.fault().name() : fault.fault().name() + "?";
        return full ? name + " " + Shown.cut(fault.fault().summary(), 60) : name;
    }

    private void label(Html html, FaultSpan fault, int line, boolean full) {
        String name = text(fault, false);
        html.open(
                "a",
                "class",
                "at to f",
                "href",
                "#" + fault.id(),
                "style",
                TimeAxis.at(fault.from(), fault.to()) + ";top:" + (line * LINE_PIXELS + 3) + "px");
        html.open("span").text(name);
        if (full && pixels(fault.from()) + text(fault, true).length() * LETTER_PIXELS <= TRACK_PIXELS) {
            html.leaf("em", text(fault, true).substring(name.length()), "class", "wide");
        }
        html.close().close();
    }
}
