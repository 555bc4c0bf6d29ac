package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.List;

/** The names of the faults above their bands: in full where they fit, on further lines where they would overlap. */
final class FaultLabels {
    private static final double TRACK_PIXELS = 1070;
    private static final int LETTER_PIXELS = 7;
    private static final int LINE_PIXELS = 21;
    private static final int MOST_LINES = 4;
    private static final int MOST_LABELS = 120;

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
        Html labels = new Html();
        List<Double> lineEnds = new ArrayList<>();
        for (FaultSpan fault : faults.subList(0, Math.min(MOST_LABELS, faults.size()))) {
            label(labels, fault, lineEnds);
        }
        html.open("div", "class", "row ch fl").open("span").leaf("b", "faults").close();
        html.open("div", "class", "tr", "style", "height:" + (lineEnds.size() * LINE_PIXELS + 3) + "px");
        html.add(labels).close().close();
    }

    private void label(Html html, FaultSpan fault, List<Double> lineEnds) {
        double from = fault.from() * TRACK_PIXELS / axis.cellsEnd();
        double to = fault.to() * TRACK_PIXELS / axis.cellsEnd();
        String summary = Shown.cut(fault.fault().summary(), 60);
        String name = fault.fault().name();
        double full = from + (name.length() + summary.length() + 1) * LETTER_PIXELS + 16;
        boolean fits = full <= TRACK_PIXELS;
        double end = Math.max(to, fits ? full : from + name.length() * LETTER_PIXELS + 12);
        int line = 0;
        while (line < lineEnds.size() && lineEnds.get(line) > from) {
            line++;
        }
        if (line == MOST_LINES) {
            line = 0;
            fits = false;
        }
        if (line == lineEnds.size()) {
            lineEnds.add(end);
        } else {
            lineEnds.set(line, Math.max(lineEnds.get(line), end));
        }
        html.open(
                "a",
                "class",
                "at to f",
                "href",
                "#" + fault.id(),
                "style",
                TimeAxis.at(fault.from(), fault.to()) + ";top:" + (line * LINE_PIXELS + 3) + "px");
        html.open("span").text(fault.proved() ? name : name + "?");
        if (fits) {
            html.leaf("em", " " + summary, "class", "wide");
        }
        html.close().close();
    }
}
