package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Valid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Merges the orders of several keys into one of the whole history. Each operation took effect just before a known event
 * within its interval; sorting by that event respects real time across keys, and a stable sort the order of each key.
 */
final class Merge {
    private record Placed(Operation operation, int point) {}

    private final List<Placed> placed = new ArrayList<>();
    private boolean complete = true;

    /** @param operations what was judged; a fast path that makes no order leaves nothing to merge, for any key */
    void add(Search.Found found, List<Operation> operations) {
        complete &= !found.order().isEmpty() || operations.stream().noneMatch(Operation::isOk);
        for (int i = 0; i < found.points().length; i++) {
            placed.add(new Placed(found.order().get(i), found.points()[i]));
        }
    }

    /** With an order of everything, or with none: one of some keys only would pass for the whole. */
    Valid valid() {
        if (!complete) {
            return new Valid(List.of());
        }
        return new Valid(placed.stream()
                .sorted(Comparator.comparingInt(Placed::point))
                .map(Placed::operation)
                .toList());
    }
}
