package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Entry;
import dev.faultline.harness.store.StoryRecord.Event;
import dev.faultline.harness.store.StoryRecord.Fate;
import dev.faultline.harness.store.StoryRecord.Fault;
import dev.faultline.harness.store.StoryRecord.Message;
import dev.faultline.harness.store.StoryRecord.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said beside a diagram, line by line. Messages that are sent to many, or answered by many, at about one time are one line;
 * heartbeats that arrived, and messages that an operation's own line already tells, have none.
 */
final class StoryRows {
    private static final int TEXT_CHARS = 160;
    private static final long TOGETHER_NANOS = 1_000_000;

    private final StoryLanes lanes;
    private final List<StoryRow> rows = new ArrayList<>();
    private final Map<String, Together> open = new LinkedHashMap<>();
    /** Links on which the loss of a heartbeat has been told: the others look the same. */
    private final List<String> silent = new ArrayList<>();

    private StoryRows(StoryLanes lanes) {
        this.lanes = lanes;
    }

    /** Messages with one text, from one sender or to one receiver. */
    private record Together(List<Message> messages) {
        boolean takes(Message next) {
            Message first = messages.get(0);
            boolean oneSender =
                    messages.stream().allMatch(message -> message.from().equals(next.from()));
            boolean oneReceiver =
                    messages.stream().allMatch(message -> message.to().equals(next.to()));
            return next.sent() - first.sent() <= TOGETHER_NANOS && (oneSender || oneReceiver);
        }
    }

    /**
     * @param entries that are drawn, in order of time
     * @param inForce faults in force while they happen
     */
    static List<StoryRow> of(List<Entry> entries, List<Fault> inForce, StoryLanes lanes, long from, long to) {
        StoryRows rows = new StoryRows(lanes);
        inForce.forEach(fault -> rows.fault(fault, from, to));
        entries.forEach(rows::entry);
        rows.open.values().forEach(rows::messages);
        rows.rows.sort(Comparator.comparingLong(StoryRow::at));
        return List.copyOf(rows.rows);
    }

    private void fault(Fault fault, long from, long to) {
        String name = StoryText.name(fault.name());
        String text = cut(fault.text());
        Long until = fault.until();
        if (fault.time() < from) {
            String since = "since " + StoryText.seconds(fault.time());
            rows.add(new StoryRow(from, "f", name, text + ", " + since, List.of()));
        } else {
            rows.add(new StoryRow(fault.time(), "f", name + " begins", text, List.of(fault)));
        }
        if (until != null && until <= to && until >= fault.time()) {
            rows.add(new StoryRow(until, "f", name + " is healed", text, List.of(fault)));
        }
    }

    private void entry(Entry entry) {
        if (entry instanceof Event event && lanes.of(event.node()) >= 0) {
            String who = StoryText.name(event.node()) + " " + StoryText.name(event.kind());
            rows.add(new StoryRow(event.time(), "e", who, cut(event.text()), List.of(event)));
        } else if (entry instanceof Operation operation) {
            operation(operation);
        } else if (entry instanceof Message message && isTold(message)) {
            String text = message.text();
            Together together = open.get(text);
            if (together == null || !together.takes(message)) {
                if (together != null) {
                    messages(together);
                }
                together = new Together(new ArrayList<>());
                open.put(text, together);
            }
            together.messages().add(message);
        }
    }

    private boolean isTold(Message message) {
        if (lanes.of(message.from()) < 0 || lanes.of(message.to()) < 0 || StoryFold.isRoutine(message)) {
            return false;
        }
        boolean ofClients =
                message.from().equals(StoryRecord.CLIENTS) || message.to().equals(StoryRecord.CLIENTS);
        if (ofClients) {
            return !message.fate().arrives();
        }
        if (StoryFold.isHeartbeat(message)) {
            String link = message.from() + " > " + message.to();
            boolean first = !silent.contains(link);
            if (first) {
                silent.add(link);
            }
            return first;
        }
        return true;
    }

    private void operation(Operation operation) {
        String who = "p" + operation.process() + " on " + StoryText.name(operation.node());
        String text = cut(operation.text());
        String look = "o " + operation.outcome();
        Long completed = operation.completed();
        if (!operation.culprit()) {
            String took = completed == null ? "" : " after " + took(operation.invoked(), completed);
            String ended = operation.outcome().equals("ok") && took.isEmpty() ? "" : ", " + operation.outcome() + took;
            rows.add(new StoryRow(operation.invoked(), look, who, text + ended, List.of(operation)));
            return;
        }
        String asks = completed == null || completed <= operation.invoked() ? ", impossible" : ", asked";
        rows.add(new StoryRow(operation.invoked(), look + " hot", who, text + asks, List.of(operation)));
        if (completed != null && completed > operation.invoked()) {
            rows.add(new StoryRow(completed, look + " hot", who, text + ", impossible", List.of(operation)));
        }
    }

    private static String took(long from, long to) {
        double nanos = (double) to - from;
        return Figures.duration((long) nanos);
    }

    private void messages(Together together) {
        List<Message> all = together.messages();
        Message first = all.get(0);
        List<String> senders = names(all.stream().map(Message::from).toList());
        List<String> reached = names(
                all.stream().filter(m -> m.fate().arrives()).map(Message::to).toList());
        List<String> missed = names(
                all.stream().filter(m -> !m.fate().arrives()).map(Message::to).toList());
        String who = String.join(" ", senders)
                + (reached.isEmpty() ? "" : " → " + String.join(" ", reached))
                + (missed.isEmpty() ? "" : " ✕ " + String.join(" ", missed));
        String look = reached.isEmpty() ? "x" : "m";
        boolean alike = all.stream().allMatch(m -> m.fate() == first.fate());
        String fate =
                alike && first.fate() != Fate.DELIVERED ? ", " + first.fate().word() : "";
        rows.add(new StoryRow(first.sent(), look, who, cut(first.text()) + fate, List.copyOf(all)));
    }

    private List<String> names(List<String> some) {
        List<String> all = some.stream()
                .distinct()
                .sorted(Comparator.comparingInt(lanes::of))
                .toList();
        List<String> shown =
                new ArrayList<>(all.stream().limit(8).map(StoryText::name).toList());
        if (all.size() > shown.size()) {
            shown.add("…");
        }
        return shown;
    }

    private static String cut(String text) {
        return Shown.cut(text.replace(" -> ", " → "), TEXT_CHARS);
    }
}
