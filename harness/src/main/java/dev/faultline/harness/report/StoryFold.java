package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord.Entry;
import dev.faultline.harness.store.StoryRecord.Fate;
import dev.faultline.harness.store.StoryRecord.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An entry, or heartbeats that follow one another with nothing else between them, from one sender and with the same text.
 *
 * @param count how many messages; 1 of any other entry
 * @param receivers of those, each once
 * @param last when the last was sent
 */
record StoryFold(Entry first, int count, List<String> receivers, long last) {
    /** Fewer are told one by one. */
    private static final int FEWEST = 3;

    StoryFold {
        receivers = List.copyOf(receivers);
    }

    /** @param entries in order of time */
    static List<StoryFold> of(List<Entry> entries) {
        List<StoryFold> folds = new ArrayList<>();
        Map<List<String>, List<Message>> run = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry instanceof Message message && isRoutine(message)) {
                run.computeIfAbsent(List.of(message.from(), message.text()), k -> new ArrayList<>())
                        .add(message);
            } else {
                fold(run, folds);
                folds.add(single(entry));
            }
        }
        fold(run, folds);
        return folds;
    }

    /** A heartbeat, or the answer to one, that arrived. */
    static boolean isRoutine(Message message) {
        return message.fate() == Fate.DELIVERED && isHeartbeat(message);
    }

    /** A heartbeat, or the answer to one. */
    static boolean isHeartbeat(Message message) {
        return message.text().toLowerCase(Locale.ROOT).startsWith("heartbeat");
    }

    private static StoryFold single(Entry entry) {
        return new StoryFold(entry, 1, List.of(), entry.at());
    }

    private static void fold(Map<List<String>, List<Message>> run, List<StoryFold> folds) {
        List<StoryFold> told = new ArrayList<>();
        for (List<Message> equal : run.values()) {
            if (equal.size() < FEWEST) {
                equal.forEach(message -> told.add(single(message)));
            } else {
                List<String> receivers =
                        equal.stream().map(Message::to).distinct().toList();
                Message last = equal.get(equal.size() - 1);
                told.add(new StoryFold(equal.get(0), equal.size(), receivers, last.sent()));
            }
        }
        told.sort(java.util.Comparator.comparingLong(fold -> fold.first().at()));
        folds.addAll(told);
        run.clear();
    }
}
