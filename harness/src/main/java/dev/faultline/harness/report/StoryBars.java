package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord.Operation;
import java.util.ArrayList;
import java.util.List;

/** Operations as bars in the lane of the clients, those that are open at the same time side by side. */
final class StoryBars {
    /** More than that lie over one another in the last column. */
    private static final int MOST_COLUMNS = 12;

    private static final double SHORTEST = 5;
    private static final double APART = 2;
    private static final double FILLED = 0.62;

    private final StoryLanes lanes;
    private final StoryScale scale;
    private final List<Bar> bars = new ArrayList<>();
    private int columns = 1;

    private record Bar(Operation operation, double top, double bottom, int column) {}

    /** @param operations in order of time */
    StoryBars(List<Operation> operations, StoryLanes lanes, StoryScale scale) {
        this.lanes = lanes;
        this.scale = scale;
        List<Double> ends = new ArrayList<>();
        for (Operation operation : operations) {
            double top = scale.start(operation);
            Long completed = operation.completed();
            double bottom = Math.max(top + SHORTEST, completed == null ? scale.height() : scale.at(completed));
            bars.add(new Bar(operation, top, bottom, column(ends, top, bottom)));
        }
        columns = Math.max(columns, ends.size());
    }

    private static int column(List<Double> ends, double top, double bottom) {
        for (int i = 0; i < ends.size(); i++) {
            if (ends.get(i) <= top) {
                ends.set(i, bottom + APART);
                return i;
            }
        }
        if (ends.size() < MOST_COLUMNS) {
            ends.add(bottom + APART);
        }
        return ends.size() - 1;
    }

    /** Across all lanes, so that it is seen what else was so at that moment. */
    void violations(Html html) {
        for (Bar bar : bars) {
            if (bar.operation().culprit()) {
                String y = Figures.plain(Math.min(bar.bottom(), scale.height()));
                html.empty("line", "class", "sq-v", "x1", "0", "x2", "100%", "y1", y, "y2", y);
            }
        }
    }

    void draw(Html html) {
        double step = (lanes.line(0) - 1) / columns;
        for (Bar bar : bars) {
            html.open(
                    "rect",
                    "class",
                    "sq-o " + bar.operation().outcome() + (bar.operation().culprit() ? " hot" : ""),
                    "x",
                    Figures.percent(0.5 + bar.column() * step),
                    "width",
                    Figures.percent(step * FILLED),
                    "y",
                    Figures.plain(bar.top()),
                    "height",
                    Figures.plain(bar.bottom() - bar.top()),
                    "rx",
                    "1.5");
            html.leaf("title", StoryHover.of(bar.operation())).close();
        }
    }
}
