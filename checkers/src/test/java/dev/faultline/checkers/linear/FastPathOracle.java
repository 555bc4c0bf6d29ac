package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.linear.FastPath.Answer;
import dev.faultline.checkers.model.Counter;
import dev.faultline.checkers.model.ElementSet;
import dev.faultline.checkers.model.FifoQueue;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.OwnerMutex;
import dev.faultline.checkers.model.PriorityQueue;
import dev.faultline.checkers.model.Stack;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the fast paths of collections, counters and locks with brute force on small random histories. */
final class FastPathOracle {
    /** A fast path, what it is to decide, and the plain object that decides it too. */
    enum Subject {
        QUEUE(new QueueOrder(), RandomObjects.Kind.FIFO_QUEUE, new FifoQueue(), List.of(), PlainObjects::fifoQueue),
        STACK(new StackLayers(), RandomObjects.Kind.STACK, new Stack(), List.of(), PlainObjects::stack),
        PRIORITY(
                new PriorityOrder(),
                RandomObjects.Kind.PRIORITY_QUEUE,
                new PriorityQueue(),
                List.of(),
                PlainObjects::priorityQueue),
        SET(new ElementSpans(), RandomObjects.Kind.SET, new ElementSet(), Set.of(), PlainObjects::set),
        COUNTER(new CounterSweep(), RandomObjects.Kind.COUNTER, new Counter(), 0L, PlainObjects::counter),
        LOCK(new OwnerSessions(), RandomObjects.Kind.OWNER_MUTEX, new OwnerMutex(), "free", PlainObjects::ownerMutex);

        final FastPath path;
        final RandomObjects.Kind kind;
        final Model<?> model;
        final Object initial;
        final BruteForce.Specification specification;

        Subject(
                FastPath path,
                RandomObjects.Kind kind,
                Model<?> model,
                Object initial,
                BruteForce.Specification specification) {
            this.path = path;
            this.kind = kind;
            this.model = model;
            this.initial = initial;
            this.specification = specification;
        }
    }

    int possible;
    int impossible;
    int notMine;

    private final Subject subject;

    FastPathOracle(Subject subject) {
        this.subject = subject;
    }

    /** For a caller that has no access to this class: the first difference, or null. */
    static @Nullable String firstDifference(String subject, long seeds) {
        FastPathOracle oracle = new FastPathOracle(Subject.valueOf(subject));
        for (long seed = 0; seed < seeds; seed++) {
            String difference = oracle.difference(seed);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    /** What is wrong about the answer to the history of that seed; null when it is right. */
    @Nullable
    String difference(long seed) {
        List<Operation> operations = RandomObjects.history(subject.kind, seed).judged();
        Answer answer;
        try {
            answer = subject.path.decide(Operations.of(operations), subject.model);
        } catch (RuntimeException e) {
            return describe(seed, operations, e.toString());
        }
        if (answer instanceof Answer.NotMine) {
            notMine++;
            return null;
        }
        boolean expected = isPossible(operations, Set.copyOf(operations));
        if (answer instanceof Answer.Possible != expected) {
            return describe(seed, operations, (expected ? "possible" : "impossible") + ", but " + answer);
        }
        if (answer instanceof Answer.Impossible wrong) {
            impossible++;
            Set<Operation> known = new HashSet<>();
            wrong.clash().forEach(op -> known.add(operations.get(op)));
            if (isPossible(operations, known)) {
                return describe(seed, operations, "possible when all but the clash is forgotten: " + wrong);
            }
        } else {
            possible++;
        }
        return null;
    }

    private boolean isPossible(List<Operation> operations, Set<Operation> known) {
        List<Operation> weaker = operations.stream()
                .map(operation -> known.contains(operation) ? operation : operation.crashed())
                .toList();
        return BruteForce.isLinearizable(weaker, subject.initial, subject.specification);
    }

    History history(long seed) {
        return RandomObjects.history(subject.kind, seed);
    }

    private static String describe(long seed, List<Operation> operations, String what) {
        StringBuilder text = new StringBuilder("seed " + seed + " is " + what);
        for (Operation operation : operations) {
            text.append("\n  ")
                    .append(operation.invokedRank())
                    .append("..")
                    .append(operation.isOk() ? operation.completedRank() : "")
                    .append("  ")
                    .append(operation);
        }
        return text.toString();
    }
}
