package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction over lists, {@code [[:append x 1] [:r x [1]]]}.
 *
 * @param steps in the order in which it made them
 */
record AppendTransaction(Operation operation, List<Step> steps) {

    /**
     * An append of an element, or a read.
     *
     * @param element what is appended; of no meaning for a read
     * @param list what a read returned; null for an append, and for a read of which that is not known
     */
    record Step(
            boolean append,
            Object key,
            Object element,
            @Nullable List<Object> list) {}

    static AppendTransaction of(Operation operation) {
        if (!(operation.value() instanceof List<?> parts)) {
            throw malformed(operation);
        }
        List<Step> steps = new ArrayList<>();
        for (Object part : parts) {
            if (!(part instanceof List<?> step)
                    || step.size() != 3
                    || !(step.get(0) instanceof Keyword function)
                    || step.get(1) == null) {
                throw malformed(operation);
            }
            switch (function.name()) {
                case "append" -> {
                    if (step.get(2) == null) {
                        throw malformed(operation);
                    }
                    steps.add(new Step(true, step.get(1), step.get(2), null));
                }
                case "r" -> steps.add(new Step(false, step.get(1), "", list(operation, step.get(2))));
                default -> throw malformed(operation);
            }
        }
        return new AppendTransaction(operation, steps);
    }

    /** A list that was never appended to reads as nil. */
    private static @Nullable List<Object> list(Operation operation, @Nullable Object read) {
        if (!operation.isOk()) {
            return null;
        }
        if (read == null) {
            return List.of();
        }
        if (read instanceof List<?> list && list.stream().noneMatch(java.util.Objects::isNull)) {
            return new ArrayList<>(list);
        }
        throw malformed(operation);
    }

    private static MalformedOperation malformed(Operation operation) {
        return new MalformedOperation(operation + ": expected a transaction such as [[:append x 1] [:r x [1]]]");
    }

    /** What it appended to that list, in its order. */
    List<Object> appended(Object key) {
        return steps.stream()
                .filter(step -> step.append() && step.key().equals(key))
                .map(Step::element)
                .toList();
    }

    String who() {
        return Anomaly.who(operation);
    }
}
