package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Entry;
import dev.faultline.harness.store.StoryRecord.Event;
import dev.faultline.harness.store.StoryRecord.Fault;
import dev.faultline.harness.store.StoryRecord.Message;
import dev.faultline.harness.store.StoryRecord.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A message-sequence diagram of part of a story: lanes side by side, time downward. Widths are hundredths, so that it fits any
 * screen; heights are pixels, so that text stays as it is.
 */
final class StoryChart {
    private static final double TEXT_APART = 12;
    private static final double TICKS_APART = 30;
    private static final int MOST_BARS = 6;
    private static final int MOST_FAULTS = 40;

    private final StoryRecord story;
    private final StoryLanes lanes;
    private final List<Entry> entries;
    private final String id;
    private final long from;
    private final long to;
    private final StoryScale scale;
    /** Where texts stand to the right of each lane's line, and, last, beside the bars of operations. */
    private final List<TreeSet<Double>> texts = new ArrayList<>();

    private final List<Double> bars = new ArrayList<>();

    /** @param id a word that tells it from other charts of the page */
    StoryChart(StoryRecord story, StoryLanes lanes, List<Entry> entries, String id) {
        this.story = story;
        this.lanes = lanes;
        this.entries = entries;
        this.id = id;
        this.from = entries.stream()
                .filter(StoryChart::isShort)
                .mapToLong(Entry::at)
                .min()
                .orElse(entries.get(0).at());
        this.to = Math.max(
                from,
                entries.stream()
                        .filter(StoryChart::isShort)
                        .mapToLong(Entry::over)
                        .max()
                        .orElse(from));
        this.scale = new StoryScale(entries, from, to);
        for (int column = 0; column <= lanes.last() + 1; column++) {
            texts.add(new TreeSet<>());
        }
    }

    /** What lasts may have begun long before and end long after. */
    private static boolean isShort(Entry entry) {
        return !(entry instanceof Fault);
    }

    void draw(Html html) {
        html.open("div", "class", "sq", "style", "--t0:0;--span:100");
        html.open("div", "class", "row sq-h").leaf("span", "seconds").open("div");
        for (int lane = 0; lane < lanes.names().size(); lane++) {
            html.leaf(
                    "b",
                    Shown.cut(lanes.names().get(lane), 12),
                    "class",
                    "at",
                    "style",
                    "--a:" + Figures.plain(lane == 0 ? lanes.width(0) / 2 : lanes.line(lane)));
        }
        html.close().close();
        html.open("div", "class", "sq-b").open("div", "class", "sq-y");
        for (long tick : scale.ticks(TICKS_APART)) {
            html.leaf("span", StoryText.seconds(tick), "style", "top:" + Figures.plain(scale.at(tick)) + "px");
        }
        for (StoryScale.Gap gap : scale.gaps()) {
            String middle = at((gap.top() + gap.bottom()) / 2);
            html.leaf("em", "+ " + Figures.duration((long) gap.nanos()), "style", "top:" + middle + "px");
        }
        html.close();
        String height = Figures.plain(scale.height());
        html.open("svg", "width", "100%", "height", height, "role", "img", "aria-label", name());
        markers(html);
        gaps(html);
        story.entries().stream()
                .filter(this::isInForce)
                .limit(MOST_FAULTS)
                .forEach(entry -> fault(html, (Fault) entry));
        for (int lane = 0; lane < lanes.names().size(); lane++) {
            new StoryLife(story, lanes.names().get(lane), from, to).draw(html, lanes.line(lane), scale);
        }
        entries.forEach(entry -> operation(html, entry));
        entries.forEach(entry -> event(html, entry));
        entries.forEach(entry -> message(html, entry));
        html.close().close().close();
    }

    private String name() {
        return "Messages between clients and nodes from " + StoryText.seconds(from) + " to " + StoryText.seconds(to)
                + " s; the text below says the same.";
    }

    private void markers(Html html) {
        html.open("defs");
        marker(html, "a", "8", "M0 1L8 4L0 7z");
        marker(html, "x", "4", "M1 1L7 7M7 1L1 7");
        html.close();
    }

    private void marker(Html html, String name, String tip, String path) {
        html.open(
                "marker",
                "id",
                id + name,
                "viewBox",
                "0 0 8 8",
                "refX",
                tip,
                "refY",
                "4",
                "markerWidth",
                "8",
                "markerHeight",
                "8",
                "markerUnits",
                "userSpaceOnUse",
                "orient",
                "auto",
                "class",
                "sq-" + name);
        html.empty("path", "d", path).close();
    }

    private boolean isInForce(Entry entry) {
        return entry instanceof Fault fault && fault.time() <= to && (fault.until() == null || fault.until() >= from);
    }

    /** A band over each lane that it concerns. */
    private void fault(Html html, Fault fault) {
        double top = fault.time() < from ? 0 : scale.at(fault.time());
        double bottom = fault.until() == null || fault.until() > to ? scale.height() : scale.at(fault.until());
        int named = -1;
        int lane = 0;
        while (lane <= lanes.last()) {
            int end = lane;
            while (end <= lanes.last() && concerns(fault, end)) {
                end++;
            }
            if (end > lane) {
                double width = lanes.left(end - 1) + lanes.width(end - 1) - lanes.left(lane);
                html.open(
                        "rect",
                        "class",
                        "sq-f",
                        "x",
                        percent(lanes.left(lane)),
                        "width",
                        percent(width),
                        "y",
                        at(top),
                        "height",
                        at(Math.max(3, bottom - top)));
                html.leaf("title", StoryHover.of(fault)).close();
                named = named < 0 ? lane : named;
            }
            lane = end + 1;
        }
        if (named >= 0) {
            html.leaf(
                    "text",
                    StoryText.name(fault.name()),
                    "class",
                    "sq-fn",
                    "x",
                    percent(lanes.left(named)),
                    "dx",
                    "3",
                    "y",
                    at(top + 12));
        }
    }

    private boolean concerns(Fault fault, int lane) {
        return fault.nodes().isEmpty() || fault.nodes().contains(lanes.names().get(lane));
    }

    private void gaps(Html html) {
        for (StoryScale.Gap gap : scale.gaps()) {
            html.empty(
                    "rect",
                    "class",
                    "sq-g",
                    "x",
                    "0",
                    "width",
                    "100%",
                    "y",
                    at(gap.top()),
                    "height",
                    at(gap.bottom() - gap.top()));
        }
    }

    /** A bar beside those that are open at the same time. */
    private void operation(Html html, Entry entry) {
        if (!(entry instanceof Operation operation)) {
            return;
        }
        double top = scale.at(operation.invoked());
        Long completed = operation.completed();
        double bottom = Math.max(top + 5, completed == null ? scale.height() : scale.at(completed));
        int column = column(top, bottom);
        double room = lanes.line(0) - 1;
        double x = 0.5 + column * room / MOST_BARS;
        String hot = operation.culprit() ? " hot" : "";
        if (operation.culprit()) {
            html.empty("line", "class", "sq-v", "x1", "0", "x2", "100%", "y1", at(bottom), "y2", at(bottom));
        }
        html.open(
                "rect",
                "class",
                "sq-o " + operation.outcome() + hot,
                "x",
                percent(x),
                "width",
                percent(room / MOST_BARS * 0.55),
                "y",
                at(top),
                "height",
                at(bottom - top),
                "rx",
                "1.5");
        html.leaf("title", StoryHover.of(operation)).close();
        if (free(lanes.last() + 1, top + 9) || operation.culprit()) {
            texts.get(lanes.last() + 1).add(top + 9);
            int letters = Math.max(6, (int) (lanes.letters() * 1.8) - 3 * column);
            String text = operation.text() + (operation.culprit() ? " (impossible)" : "");
            html.leaf(
                    "text",
                    Shown.cut(text, letters + 14),
                    "class",
                    "sq-t o" + hot,
                    "x",
                    percent(x + room / MOST_BARS * 0.55),
                    "dx",
                    "4",
                    "y",
                    at(top + 9));
        }
    }

    private int column(double top, double bottom) {
        for (int i = 0; i < bars.size(); i++) {
            if (bars.get(i) <= top) {
                bars.set(i, bottom + 2);
                return i;
            }
        }
        if (bars.size() < MOST_BARS) {
            bars.add(bottom + 2);
            return bars.size() - 1;
        }
        return MOST_BARS - 1;
    }

    private void event(Html html, Entry entry) {
        if (!(entry instanceof Event event) || lanes.of(event.node()) < 0) {
            return;
        }
        int lane = lanes.of(event.node());
        double y = scale.at(event.time());
        html.open(
                "circle",
                "class",
                "sq-e " + StoryLife.mark(event),
                "cx",
                percent(lanes.line(lane)),
                "cy",
                at(y),
                "r",
                "4");
        html.leaf("title", StoryHover.of(event)).close();
        int beside = lane == lanes.last() ? Math.max(0, lane - 1) : lane;
        if (free(beside, y)) {
            texts.get(beside).add(y);
            boolean left = lane == lanes.last() && lane > 0;
            html.open(
                    "text",
                    "class",
                    "sq-t e",
                    "x",
                    percent(lanes.line(lane)),
                    "dx",
                    left ? "-8" : "8",
                    "y",
                    at(y + 4),
                    "text-anchor",
                    left ? "end" : "start");
            String kind = Shown.cut(event.kind(), 16);
            html.leaf("tspan", kind, "class", "k");
            int letters = lanes.letters() - kind.length() - 1;
            if (letters > 3 && !event.text().isEmpty()) {
                html.leaf("tspan", " " + brief(event.text(), letters));
            }
            html.close();
        }
    }

    private void message(Html html, Entry entry) {
        if (!(entry instanceof Message message) || lanes.of(message.from()) < 0 || lanes.of(message.to()) < 0) {
            return;
        }
        int sender = lanes.of(message.from());
        int receiver = lanes.of(message.to());
        boolean arrives = message.fate().arrives() && message.arrived() != null;
        double y = scale.at(message.sent());
        double end = arrives ? scale.at(message.over()) : y + 9;
        double x = lanes.line(sender);
        double reach = (arrives ? 1 : 0.55) * (lanes.line(receiver) - x);
        boolean routine = StoryFold.isRoutine(message);
        html.open(
                "line",
                "class",
                "sq-m " + message.fate().word() + (routine ? " dim" : ""),
                "x1",
                percent(x),
                "y1",
                at(y),
                "x2",
                percent(x + reach),
                "y2",
                at(end),
                "marker-end",
                "url(#" + id + (message.fate().arrives() ? "a" : "x") + ")");
        html.leaf("title", StoryHover.of(message)).close();
        boolean right = receiver > sender;
        int beside = right ? sender : Math.max(0, sender - 1);
        if (!routine && lanes.letters() > 5 && (right || sender > 1) && free(beside, y - 4)) {
            texts.get(beside).add(y - 4);
            html.leaf(
                    "text",
                    brief(message.text(), lanes.letters()),
                    "class",
                    "sq-t m",
                    "x",
                    percent(x),
                    "dx",
                    right ? "8" : "-8",
                    "y",
                    at(y - 2),
                    "text-anchor",
                    right ? "start" : "end");
        }
    }

    private static String brief(String text, int letters) {
        return text.length() <= letters ? text : text.substring(0, Math.max(1, letters - 1)) + "…";
    }

    private boolean free(int column, double y) {
        Double above = texts.get(column).floor(y);
        Double below = texts.get(column).ceiling(y);
        return (above == null || y - above >= TEXT_APART) && (below == null || below - y >= TEXT_APART);
    }

    private static String at(double y) {
        return Figures.plain(y);
    }

    private static String percent(double x) {
        return Figures.plain(x) + "%";
    }
}
