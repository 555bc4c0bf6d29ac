package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Entry;
import dev.faultline.harness.store.StoryRecord.Event;
import dev.faultline.harness.store.StoryRecord.Fault;
import dev.faultline.harness.store.StoryRecord.Message;
import dev.faultline.harness.store.StoryRecord.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A story as lines of text in order of time, one for each entry; what went wrong is marked with {@code >}. Heartbeats that are
 * equal are one line.
 */
public final class StoryText {
    private static final int TEXT_CHARS = 100;
    private static final int NAME_CHARS = 24;
    private static final int MOST_WIDE = 48;

    private StoryText() {}

    /**
     * @param time in seconds
     * @param who node, sender and receiver, process or fault
     * @param then how it ended; may be empty
     */
    private record Line(long at, boolean culprit, String time, String who, String what, String then) {}

    /**
     * The lines nearest to the violation, most of them before it; what is left out is counted.
     *
     * @param most lines, at least 1
     */
    public static List<String> lines(StoryRecord story, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most + ", not 1 or more");
        }
        List<Line> all =
                StoryFold.of(story.entries()).stream().map(StoryText::line).toList();
        long violated = story.violatedAt().orElse(story.to());
        int at = (int) all.stream().filter(line -> line.at() <= violated).count();
        int first = Math.max(0, Math.min(at - most * 3 / 4, all.size() - most));
        int last = Math.min(all.size(), first + most);
        List<Line> shown = all.subList(first, last);
        String format = "%s %" + widest(shown, Column.TIME) + "s  %-" + widest(shown, Column.WHO) + "s  %-"
                + widest(shown, Column.WHAT) + "s  %s";
        List<String> lines = new ArrayList<>();
        if (first > 0) {
            lines.add("... " + first + " earlier left out");
        }
        for (Line line : shown) {
            lines.add(String.format(
                            Locale.ROOT,
                            format,
                            line.culprit() ? ">" : " ",
                            line.time(),
                            line.who(),
                            line.what(),
                            line.then())
                    .stripTrailing());
        }
        if (last < all.size()) {
            lines.add("... " + (all.size() - last) + " later left out");
        }
        return lines;
    }

    private enum Column {
        TIME,
        WHO,
        WHAT;

        String of(Line line) {
            return switch (this) {
                case TIME -> line.time();
                case WHO -> line.who();
                case WHAT -> line.what();
            };
        }
    }

    private static int widest(List<Line> lines, Column column) {
        int widest =
                lines.stream().mapToInt(line -> column.of(line).length()).max().orElse(1);
        return Math.max(1, Math.min(MOST_WIDE, widest));
    }

    private static Line line(StoryFold fold) {
        Entry entry = fold.first();
        if (entry instanceof Message message) {
            return fold.count() > 1 ? folded(fold, message) : message(message);
        }
        if (entry instanceof Event event) {
            String kind = Shown.cut(event.kind(), NAME_CHARS);
            String text = Shown.cut(event.text(), TEXT_CHARS);
            return line(event, false, name(event.node()), text.isEmpty() ? kind : kind + ": " + text, "");
        }
        if (entry instanceof Operation operation) {
            String who = "process " + operation.process() + " on " + name(operation.node());
            return line(operation, operation.culprit(), who, Shown.cut(operation.text(), TEXT_CHARS), ended(operation));
        }
        Fault fault = (Fault) entry;
        String until = fault.until() == null ? "" : "until " + seconds(fault.until());
        return line(fault, false, name(fault.name()), Shown.cut(fault.text(), TEXT_CHARS), until);
    }

    private static Line line(Entry entry, boolean culprit, String who, String what, String then) {
        return new Line(entry.at(), culprit, seconds(entry.at()), who, what, then);
    }

    private static Line message(Message message) {
        return line(
                message,
                false,
                name(message.from()) + " -> " + name(message.to()),
                Shown.cut(message.text(), TEXT_CHARS),
                ended(message));
    }

    private static Line folded(StoryFold fold, Message first) {
        List<String> shown =
                fold.receivers().stream().limit(8).map(StoryText::name).toList();
        String to = String.join(" ", shown) + (fold.receivers().size() > shown.size() ? " ..." : "");
        String what = "... " + fold.count() + " times " + Shown.cut(first.text(), TEXT_CHARS);
        return line(first, false, name(first.from()) + " -> " + to, what, "last " + seconds(fold.last()));
    }

    static String ended(Message message) {
        return switch (message.fate()) {
            case DELIVERED -> message.arrived() == null ? "under way" : "arrived " + seconds(message.arrived());
            case DUPLICATE ->
                message.arrived() == null ? "duplicate, under way" : "duplicate, arrived " + seconds(message.arrived());
            case CUT -> "CUT by a partition";
            case LOST -> "LOST";
            case DOWN -> "NOT RECEIVED: " + name(message.to()) + " is down";
        };
    }

    static String ended(Operation operation) {
        Long completed = operation.completed();
        return operation.outcome()
                + (completed == null ? "" : " at " + seconds(completed))
                + (operation.culprit() ? ", impossible" : "");
    }

    static String name(String name) {
        return Shown.cut(name, NAME_CHARS);
    }

    static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.4f", nanos / 1e9);
    }
}
