package dev.faultline.harness.report;

import dev.faultline.harness.store.StoryRecord;
import dev.faultline.harness.store.StoryRecord.Entry;
import dev.faultline.harness.store.StoryRecord.Event;
import dev.faultline.harness.store.StoryRecord.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is drawn of a story. Where not all entries fit, heartbeats that arrived go first, those that lie farthest from the violation
 * before others; then whatever else lies farthest.
 *
 * @param near the entries nearest to the violation
 * @param rest the others that are drawn
 * @param heartbeats how many of those are left out
 * @param others how many others are
 */
record StoryPick(List<Entry> near, List<Entry> rest, long heartbeats, long others) {
    private static final double TURN = 16;

    StoryPick {
        near = List.copyOf(near);
        rest = List.copyOf(rest);
    }

    static StoryPick of(StoryRecord story, int mostNear, int most) {
        long violated = story.violatedAt().orElse(story.to());
        Comparator<Entry> nearest = Comparator.comparingDouble(entry -> distance(entry, violated));
        Comparator<Entry> worth = Comparator.comparing(StoryPick::isRoutine);
        List<Entry> drawn = story.entries().stream()
                .sorted(worth.thenComparing(nearest))
                .limit(most)
                .sorted(nearest)
                .toList();
        long routine = story.entries().stream().filter(StoryPick::isRoutine).count()
                - drawn.stream().filter(StoryPick::isRoutine).count();
        int near = Math.min(mostNear, drawn.size());
        return new StoryPick(
                inOrder(drawn.subList(0, near)),
                inOrder(drawn.subList(near, drawn.size())),
                routine,
                story.entries().size() - drawn.size() - routine);
    }

    int drawn() {
        return near.size() + rest.size();
    }

    static boolean isRoutine(Entry entry) {
        return entry instanceof Message message && StoryFold.isRoutine(message);
    }

    /**
     * What comes after a violation explains less of it than what came before; a change of roles or a crash that came before explains
     * more than messages do.
     */
    private static double distance(Entry entry, long violated) {
        double early = (double) violated - entry.over();
        double late = (double) entry.at() - violated;
        boolean turn = entry instanceof Event event && !StoryLife.mark(event).isEmpty();
        return Math.max(0, Math.max(turn ? early / TURN : early, 4 * late));
    }

    private static List<Entry> inOrder(List<Entry> entries) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingLong(Entry::at));
        return sorted;
    }
}
