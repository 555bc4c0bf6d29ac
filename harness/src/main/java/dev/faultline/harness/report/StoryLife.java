package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Event;
import java.util.List;

/** The line of one lane: thick while it leads, dotted while it does not run; and a dot for all that it does on its own. */
final class StoryLife {
    private final List<Event> events;
    private final long from;
    private final long to;

    StoryLife(StoryRecord story, String lane, long from, long to) {
        this.events = story.entries().stream()
                .filter(entry -> entry instanceof Event event && event.node().equals(lane))
                .map(Event.class::cast)
                .filter(event -> !mark(event).isEmpty())
                .toList();
        this.from = from;
        this.to = to;
    }

    /** What the node is from then on; empty when the event does not change that. */
    static String mark(Event event) {
        return switch (event.kind()) {
            case "leads" -> "ld";
            case "crashes" -> "dn";
            case "follows", "steps-down", "starts", "campaigns" -> "up";
            default -> "";
        };
    }

    /**
     * What it was when the chart begins, as its last event before told; empty when none was.
     *
     * @param chars as many as there is room for: a longer one is told without its text
     */
    String before(int chars) {
        String was = "";
        for (Event event : events) {
            if (event.time() < from) {
                String whole = event.kind() + " " + event.text();
                was = whole.length() <= chars ? whole.strip() : event.kind();
            }
        }
        return was;
    }

    static void dot(Html html, Event event, double x, StoryScale scale) {
        html.open(
                "circle",
                "class",
                "sq-e " + mark(event),
                "cx",
                Figures.percent(x),
                "cy",
                Figures.plain(scale.start(event)),
                "r",
                "4");
        html.leaf("title", StoryHover.of(event)).close();
    }

    void draw(Html html, double x, StoryScale scale) {
        String now = "up";
        double top = 0;
        for (Event event : events) {
            if (event.time() > to) {
                break;
            }
            String next = mark(event);
            if (event.time() > from && !next.equals(now)) {
                double y = scale.start(event);
                piece(html, x, now, top, y);
                top = y;
            }
            now = next;
        }
        piece(html, x, now, top, scale.height());
    }

    private static void piece(Html html, double x, String kind, double top, double bottom) {
        String place = Figures.percent(x);
        html.empty(
                "line",
                "class",
                "sq-l " + kind,
                "x1",
                place,
                "x2",
                place,
                "y1",
                Figures.plain(top),
                "y2",
                Figures.plain(bottom));
    }
}
