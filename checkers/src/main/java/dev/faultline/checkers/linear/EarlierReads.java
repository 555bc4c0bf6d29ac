package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.HoldsOneValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The operations as they would be, had reads begun earlier (Delta-atomicity). */
final class EarlierReads {
    private record Moment(int operation, boolean end, long nanos, int rank) {}

    private EarlierReads() {}

    static List<Operation> by(long nanos, List<Operation> operations, HoldsOneValue holder) {
        List<Moment> moments = new ArrayList<>();
        for (int op = 0; op < operations.size(); op++) {
            Operation operation = operations.get(op);
            long begun = operation.invokedAt() - (StaleReads.isRead(operation, holder) ? nanos : 0);
            moments.add(new Moment(op, false, begun, operation.invokedRank()));
            if (operation.isOk()) {
                moments.add(new Moment(op, true, operation.completedAt(), operation.completedRank()));
            }
        }
        moments.sort(Comparator.comparingLong(Moment::nanos).thenComparingInt(Moment::rank));
        int[] begun = new int[operations.size()];
        int[] ended = new int[operations.size()];
        for (int rank = 0; rank < moments.size(); rank++) {
            Moment moment = moments.get(rank);
            (moment.end() ? ended : begun)[moment.operation()] = rank;
        }
        List<Operation> earlier = new ArrayList<>(operations.size());
        for (int op = 0; op < begun.length; op++) {
            Operation o = operations.get(op);
            earlier.add(new Operation(
                    o.process(),
                    o.function(),
                    o.argument(),
                    o.result(),
                    o.outcome(),
                    begun[op],
                    o.isOk() ? ended[op] : Operation.NEVER,
                    o.invokedAt(),
                    o.completedAt(),
                    o.node(),
                    o.error()));
        }
        earlier.sort(Comparator.comparingInt(Operation::invokedRank));
        return earlier;
    }
}
