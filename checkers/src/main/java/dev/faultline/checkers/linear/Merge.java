package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Valid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Merges the orders of several keys into one of the whole history. Each operation took effect just before a known event
 * within its interval; sorting by that event respects real time across keys, and a stable sort the order of each key.
 */
final class Merge {
    private final List<Search.Found> parts = new ArrayList<>();
    private boolean complete = true;

    /** @param operations what was judged; a fast path that makes no order leaves nothing to merge, for any key */
    void add(Search.Found found, List<Operation> operations) {
        complete &= !found.order().isEmpty() || operations.stream().noneMatch(Operation::isOk);
        parts.add(found);
    }

    /** With an order of everything, or with none: one of some keys only would pass for the whole. */
    Valid valid() {
        if (!complete) {
            return new Valid(List.of());
        }
        return new Valid(parts.size() == 1 ? parts.get(0).order() : merged());
    }

    private List<Operation> merged() {
        int count = parts.stream().mapToInt(part -> part.points().length).sum();
        Operation[] operations = new Operation[count];
        long[] byPoint = new long[count];
        int next = 0;
        for (Search.Found part : parts) {
            for (int i = 0; i < part.points().length; i++) {
                operations[next] = part.order().get(i);
                byPoint[next] = (long) part.points()[i] << 32 | next;
                next++;
            }
        }
        Arrays.sort(byPoint);
        return Arrays.stream(byPoint).mapToObj(entry -> operations[(int) entry]).toList();
    }
}
