package dev.faultline.harness.run;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A weaker history whose violation, if it still has one, is easier to believe: of all reads only those remain that a node answered
 * while it was proved to be cut off. Leaving out reads can hide a violation but never make one, so that what is found in the
 * narrowed history is true of the whole.
 */
final class Narrowing {
    private Narrowing() {}

    /** The events that remain keep the indices they have in the whole history. */
    static History toProvedCuts(History history, FaultsRecord faults, Set<String> reads) {
        return keeping(history, reads, operation -> cutOff(operation, faults));
    }

    /** Of all reads only those that these nodes answered while the fault was proved to be in force. */
    static History toSide(History history, Window window, List<String> side, Set<String> reads) {
        return keeping(
                history,
                reads,
                operation -> operation.isOk()
                        && operation.node() != null
                        && side.contains(operation.node())
                        && within(operation, window));
    }

    private static History keeping(History history, Set<String> reads, Predicate<Operation> kept) {
        Set<Integer> dropped = new HashSet<>();
        for (Operation operation : history.operations()) {
            if (reads.contains(operation.function()) && !kept.test(operation)) {
                dropped.add(operation.invokedRank());
                if (operation.completedRank() != Operation.NEVER) {
                    dropped.add(operation.completedRank());
                }
            }
        }
        List<Event> remaining = new ArrayList<>();
        List<Event> events = history.events();
        for (int rank = 0; rank < events.size(); rank++) {
            Event event = events.get(rank);
            boolean crashedRead = event.type() == EventType.INFO && reads.contains(event.function());
            if (!dropped.contains(rank) && !crashedRead) {
                remaining.add(event);
            }
        }
        return History.of(remaining);
    }

    private static boolean cutOff(Operation operation, FaultsRecord faults) {
        return operation.isOk()
                && operation.node() != null
                && faults.faults().stream()
                        .anyMatch(window -> cutOff(operation.node(), window) && within(operation, window));
    }

    private static boolean cutOff(String node, Window window) {
        return window.kind().equals("partition")
                && !window.majority().isEmpty()
                && !window.majority().contains(node);
    }

    private static boolean within(Operation operation, Window window) {
        Proof proof = window.proof();
        return proof != null
                && proof.proved()
                && operation.invokedAt() >= proof.from()
                && operation.completedAt() <= proof.to();
    }
}
