package dev.faultline.harness.measure;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Losses;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * Charges every acknowledged mutation, and with it every lost one, to one fault: to the first that was healed after the
 * acknowledgement, since what a fault destroys may have been acknowledged long before it came; and what was acknowledged after the
 * last heal to the last fault, of whose aftermath it is, as that of a deposed leader that has not yet heard of it. Together the
 * faults are charged with all that is lost.
 */
final class ChargedLosses {
    private final Losses losses;

    ChargedLosses(Losses losses) {
        this.losses = losses;
    }

    /** One for each fault, in their order. */
    List<Loss> of(List<Window> windows) {
        List<Loss> charged = new ArrayList<>();
        long after = Long.MIN_VALUE;
        for (int i = 0; i < windows.size(); i++) {
            boolean last = i == windows.size() - 1;
            long to = last ? Long.MAX_VALUE : Math.max(after, end(windows.get(i), windows.get(i + 1)));
            charged.add(between(after, to));
            after = to;
        }
        return charged;
    }

    /** Of a fault whose heal never ended, the begin of the next. */
    private static long end(Window window, Window next) {
        return window.healEnd() == null ? next.injectStart() : window.healEnd();
    }

    private Loss between(long after, long to) {
        List<Operation> lost = among(losses.lost(), after, to);
        return new Loss(lost.size(), among(losses.told(), after, to).size(), true, LostWrites.span(lost));
    }

    private static List<Operation> among(List<Operation> mutations, long after, long to) {
        return mutations.stream()
                .filter(mutation -> mutation.completedAt() > after && mutation.completedAt() <= to)
                .toList();
    }
}
