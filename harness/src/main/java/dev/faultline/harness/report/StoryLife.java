package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Event;
import java.util.List;

/** The line of one lane: thick while it leads, dotted while it does not run. */
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

    void draw(Html html, double x, StoryScale scale) {
        String now = "up";
        double top = 0;
        for (Event event : events) {
            if (event.time() > to) {
                break;
            }
            String next = mark(event);
            if (event.time() > from && !next.equals(now)) {
                double y = scale.at(event.time());
                piece(html, x, now, top, y);
                top = y;
            }
            now = next;
        }
        piece(html, x, now, top, scale.height());
    }

    private static void piece(Html html, double x, String kind, double top, double bottom) {
        String place = Figures.plain(x) + "%";
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
