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

    void add(Search.Found found) {
        for (int i = 0; i < found.points().length; i++) {
            placed.add(new Placed(found.order().get(i), found.points()[i]));
        }
    }

    Valid valid() {
        return new Valid(placed.stream()
                .sorted(Comparator.comparingInt(Placed::point))
                .map(Placed::operation)
                .toList());
    }
}
