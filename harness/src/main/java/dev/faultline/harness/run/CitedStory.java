package dev.faultline.harness.run;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Witness;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The story of a checker that tells its own, completed by what the checker cannot know: which faults were in force at its culprits. */
final class CitedStory {
    private final Witness witness;
    private final List<Window> windows;
    private final List<Operation> culprits;

    CitedStory(Witness witness, FaultsRecord faults) {
        this.witness = witness;
        this.windows = faults.faults();
        this.culprits = witness.cited().stream()
                .filter(Cited::culprit)
                .map(Cited::operation)
                .toList();
    }

    static String sentence(Witness witness) {
        return Text.line(witness.summary());
    }

    /** The checker's own sentences, one for each fault that was in force at a culprit, and one for the culprits without any. */
    List<String> rest() {
        List<String> story =
                new ArrayList<>(witness.story().stream().map(Text::line).toList());
        for (Window window : windows) {
            List<Operation> within = culprits.stream()
                    .filter(culprit -> Story.inForce(window, culprit))
                    .toList();
            if (!within.isEmpty()) {
                story.add(culprits.size() == 1 ? Story.during(window, within.get(0)) : during(window, within));
            }
        }
        undisturbed().ifPresent(story::add);
        return story;
    }

    private String during(Window window, List<Operation> within) {
        long proved =
                within.stream().filter(culprit -> Story.proved(window, culprit)).count();
        String at = proved == within.size()
                ? "at these moments it is proved"
                : "at the moments of " + proved + " of them it is proved";
        return Story.inForce(window, "") + ", when " + within.size() + " of these " + culprits.size()
                + " were under way; "
                + (window.proof() == null || proved == 0
                        ? "at these moments it is not proved"
                        : at + ": " + window.proof().summary());
    }

    /** What happens after a heal is of the fault too, so the last one before is named. */
    private Optional<String> undisturbed() {
        List<Operation> free = culprits.stream()
                .filter(culprit -> windows.stream().noneMatch(window -> Story.inForce(window, culprit)))
                .sorted(Comparator.comparingLong(Operation::invokedAt))
                .toList();
        if (free.isEmpty() || windows.isEmpty()) {
            return Optional.empty();
        }
        String count = culprits.size() == 1
                ? "no fault was in force at this moment"
                : "no fault was in force at " + (free.size() == culprits.size() ? "any" : free.size()) + " of these "
                        + culprits.size();
        long first = free.get(0).invokedAt();
        return Optional.of(count
                + windows.stream()
                        .filter(window -> healed(window) <= first)
                        .reduce((earlier, later) -> later)
                        .map(window -> ", the first at " + Story.seconds(first) + " s after " + window.name() + " ("
                                + window.summary() + ") had been healed at " + Story.seconds(healed(window)) + " s")
                        .orElse(""));
    }

    /** When it was healed, after all else when it never was. */
    private static long healed(Window window) {
        Long at = window.healEnd();
        return at == null ? Long.MAX_VALUE : at;
    }
}
