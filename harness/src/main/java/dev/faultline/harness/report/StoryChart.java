package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Entry;
import dev.faultline.harness.store.StoryRecord.Event;
import dev.faultline.harness.store.StoryRecord.Fault;
import dev.faultline.harness.store.StoryRecord.Message;
import dev.faultline.harness.store.StoryRecord.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * A message-sequence diagram of part of a story: when, the lanes side by side, and what happened, in three columns. No text stands
 * among the lanes, so that no arrow can cross one; each line of text stands beside the place where what it tells begins.
 */
final class StoryChart {
    private static final int MOST_FAULTS = 40;
    private static final int STATE_CHARS = 16;

    private final StoryLanes lanes;
    private final List<Entry> entries;
    private final String id;
    private final long from;
    private final long to;
    private final List<Fault> faults;
    private final List<StoryRow> rows;
    private final StoryScale scale;
    private final List<StoryLife> lives = new ArrayList<>();

    /** @param id a word that tells it from other charts of the page */
    StoryChart(StoryRecord story, StoryLanes lanes, List<Entry> entries, String id) {
        this.lanes = lanes;
        this.entries = entries;
        this.id = id;
        List<Entry> brief =
                entries.stream().filter(entry -> !(entry instanceof Fault)).toList();
        this.from = brief.stream()
                .mapToLong(Entry::at)
                .min()
                .orElseGet(() -> entries.get(0).at());
        this.to = Math.max(from, brief.stream().mapToLong(Entry::over).max().orElse(from));
        this.faults = story.entries().stream()
                .filter(this::isInForce)
                .map(Fault.class::cast)
                .limit(MOST_FAULTS)
                .toList();
        this.rows = StoryRows.of(entries, faults, lanes, from, to);
        this.scale = new StoryScale(entries, rows, from, to);
        lanes.names().forEach(lane -> lives.add(new StoryLife(story, lane, from, to)));
    }

    private boolean isInForce(Entry entry) {
        return entry instanceof Fault fault && fault.time() <= to && (fault.until() == null || fault.until() >= from);
    }

    void draw(Html html) {
        html.open("div", "class", lanes.areMany() ? "sq many" : "sq", "style", "--n:" + lanes.units());
        header(html);
        html.open("div", "class", "sq-b");
        behind(html);
        times(html);
        html.open(
                "svg",
                "width",
                "100%",
                "height",
                Figures.plain(scale.height()),
                "role",
                "img",
                "aria-label",
                "Messages between clients and nodes from " + StoryText.seconds(from) + " to " + StoryText.seconds(to)
                        + " s; the lines beside it say the same.");
        StoryArrows arrows = new StoryArrows(lanes, scale, id);
        arrows.tips(html);
        StoryBands bands = new StoryBands(lanes, scale, from, to);
        faults.forEach(fault -> bands.draw(html, fault));
        guides(html);
        StoryBars bars = new StoryBars(only(Operation.class), lanes, scale);
        bars.violations(html);
        for (int lane = 0; lane < lives.size(); lane++) {
            lives.get(lane).draw(html, lanes.line(lane), scale);
        }
        bars.draw(html);
        only(Message.class).forEach(message -> arrows.draw(html, message));
        only(Event.class).stream()
                .filter(event -> lanes.of(event.node()) >= 0)
                .forEach(event -> StoryLife.dot(html, event, lanes.line(lanes.of(event.node())), scale));
        html.close();
        lines(html);
        html.close().close();
    }

    private <T extends Entry> List<T> only(Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The lanes' names, and under them what the nodes were when the chart begins. */
    private void header(Html html) {
        html.open("div", "class", "sq-h").leaf("span", "seconds").open("div");
        for (int lane = 0; lane < lives.size(); lane++) {
            double place = lane == 0 ? lanes.width(0) / 2 : lanes.line(lane);
            String name = StoryText.name(lanes.names().get(lane));
            html.open("b", "style", "left:" + Figures.percent(place), "title", name)
                    .text(name);
            String was = lanes.areMany() ? "" : lives.get(lane).before(STATE_CHARS);
            if (!was.isEmpty()) {
                html.leaf("small", was);
            }
            html.close();
        }
        html.close().leaf("span", "what happened").close();
    }

    /** Stretches cut short, and the moments of what went wrong, through all columns. */
    private void behind(Html html) {
        for (StoryScale.Gap gap : scale.gaps()) {
            String style = "top:" + Figures.plain(gap.top()) + "px;height:" + Figures.plain(gap.bottom() - gap.top());
            html.leaf("i", "", "class", "sq-g", "style", style + "px");
        }
        eachLine((row, y) -> {
            if (row.look().endsWith("hot")) {
                html.leaf("i", "", "class", "sq-hot", "style", top(y));
            }
        });
    }

    private void times(Html html) {
        html.open("div", "class", "sq-y");
        long[] before = {Long.MIN_VALUE};
        eachLine((row, y) -> {
            if (row.at() != before[0]) {
                html.leaf("span", StoryText.seconds(row.at()), "style", top(y));
            }
            before[0] = row.at();
        });
        for (StoryScale.Gap gap : scale.gaps()) {
            html.leaf("em", "+ " + Figures.duration((long) gap.nanos()), "style", top((gap.top() + gap.bottom()) / 2));
        }
        html.close();
    }

    /** From the lane of what begins to the line that tells it. */
    private void guides(Html html) {
        eachLine((row, y) -> {
            if (!row.entries().isEmpty() && !row.isFault()) {
                String at = Figures.plain(y);
                String x = Figures.percent(lanes.beginning(row.entries().get(0)));
                html.empty("line", "class", "sq-i", "x1", x, "x2", "100%", "y1", at, "y2", at);
            }
        });
    }

    private void lines(Html html) {
        html.open("div", "class", "sq-t");
        eachLine((row, y) -> {
            html.open("p", "class", row.look(), "style", top(y), "title", row.who() + ": " + row.what());
            html.leaf("b", row.who()).text(" " + row.what()).close();
        });
        html.close();
    }

    private void eachLine(LineDrawer drawer) {
        List<Double> places = scale.lines();
        for (int i = 0; i < rows.size(); i++) {
            drawer.draw(rows.get(i), places.get(i));
        }
    }

    private interface LineDrawer {
        void draw(StoryRow row, double y);
    }

    private static String top(double y) {
        return "top:" + Figures.plain(y) + "px";
    }
}
