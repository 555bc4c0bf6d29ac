package dev.faultline.checkers.lock;

import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries every order that time allows: of the writes and reads, such that tokens never go down and each read sees the token written
 * last; and of the acquisitions, such that each token is greater than the one before. A crashed write may come at any later place or
 * not at all.
 */
final class BruteForce {
    private BruteForce() {}

    static boolean excludes(List<Operation> judged) {
        List<Operation> effects = new ArrayList<>();
        List<Operation> acquisitions = new ArrayList<>();
        for (Operation operation : judged) {
            if (operation.function().equals("write") || operation.function().equals("read") && operation.isOk()) {
                effects.add(operation);
            } else if (operation.function().equals("acquire") && operation.isOk()) {
                acquisitions.add(operation);
            }
        }
        return ordered(effects, Effect.NOBODY, false) && ordered(acquisitions, Effect.NOBODY, true);
    }

    private static boolean ordered(List<Operation> left, long token, boolean growing) {
        if (left.stream().noneMatch(Operation::isOk)) {
            return true;
        }
        int firstEnd = left.stream().mapToInt(Operation::completedRank).min().orElse(Operation.NEVER);
        for (Operation next : left) {
            long own = LockHistory.token(next);
            boolean inTime = next.invokedRank() < firstEnd;
            boolean fits = growing ? own > token : next.function().equals("read") ? own == token : own >= token;
            if (inTime && fits) {
                List<Operation> rest = new ArrayList<>(left);
                rest.remove(next);
                if (ordered(rest, own, growing)) {
                    return true;
                }
            }
        }
        return false;
    }
}
