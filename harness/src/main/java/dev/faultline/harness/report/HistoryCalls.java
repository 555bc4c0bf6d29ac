package dev.faultline.harness.report;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes calls of a history. */
final class HistoryCalls {
    private static final String NO_NODE = "no node";

    private final boolean keyed;
    /** Processes with a name instead of a number get one below zero. */
    private final Map<String, Integer> named = new HashMap<>();

    private final Map<Object, String> printed = new HashMap<>();

    private HistoryCalls(boolean keyed) {
        this.keyed = keyed;
    }

    static Calls of(History history) {
        List<Operation> operations = history.operations();
        HistoryCalls maker = new HistoryCalls(keyed(operations));
        Calls calls = new Calls();
        for (Operation operation : operations) {
            calls.add(maker.call(operation));
        }
        return calls;
    }

    /** Whether every call asks for {@code [key value]}. Only the drawing depends on this, no verdict. */
    private static boolean keyed(List<Operation> operations) {
        return !operations.isEmpty()
                && operations.stream().allMatch(o -> o.argument() instanceof List<?> pair && pair.size() == 2);
    }

    private Call call(Operation o) {
        Object value = o.value() == null && o.isOk() && keyed ? o.argument() : o.value();
        Object key = null;
        if (keyed && o.argument() instanceof List<?> asked) {
            key = asked.get(0);
            value = value instanceof List<?> pair && pair.size() == 2 ? pair.get(1) : value;
        }
        long invoked = time(o.invokedAt(), o.invokedRank());
        return new Call(
                o.invokedRank(),
                o.completedRank() == Operation.NEVER ? -1 : o.completedRank(),
                process(o),
                o.node() == null ? NO_NODE : o.node(),
                o.function(),
                keyed ? text(key) : null,
                Edn.print(value),
                invoked,
                Math.max(invoked, time(o.completedAt(), o.completedRank())),
                o.outcome(),
                o.outcome() == Outcome.OK || o.error() == null ? null : text(o.error()));
    }

    /** A history that was recorded without times is drawn by the order of its events, a millisecond each. */
    private static long time(long recorded, int rank) {
        if (recorded >= 0) {
            return recorded;
        }
        return rank == Operation.NEVER ? Call.NEVER : rank * 1_000_000L;
    }

    private int process(Operation o) {
        return o.process().name() instanceof Long number
                ? (int) Math.min(Integer.MAX_VALUE, number)
                : named.computeIfAbsent(o.process().toString(), name -> -1 - named.size());
    }

    /** Keys and errors repeat, so each is printed once; a string stands without its quotes. */
    private String text(@Nullable Object value) {
        if (value == null) {
            return "nil";
        }
        return printed.computeIfAbsent(value, v -> v instanceof String s ? s : Edn.print(v));
    }
}
