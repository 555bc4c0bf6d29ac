package dev.faultline.checkers.generate;

import java.util.ArrayDeque;
import java.util.Deque;

/** A queue or a stack. What finds nothing to take is refused. */
final class SimulatedCollection implements SimulatedObject {
    private final boolean lastInFirstOut;
    private final String put;
    private final String take;
    private final boolean unique;
    private final Deque<Object> elements = new ArrayDeque<>();
    private long added;

    private SimulatedCollection(boolean lastInFirstOut, String put, String take, boolean unique) {
        this.lastInFirstOut = lastInFirstOut;
        this.put = put;
        this.take = take;
        this.unique = unique;
    }

    static SimulatedCollection queue(boolean unique) {
        return new SimulatedCollection(false, "enqueue", "dequeue", unique);
    }

    static SimulatedCollection stack(boolean unique) {
        return new SimulatedCollection(true, "push", "pop", unique);
    }

    @Override
    public Call next(SplitMix random) {
        return random.below(2) == 0 ? Call.of(put, unique ? added++ : (long) random.below(SMALL)) : Call.of(take, null);
    }

    @Override
    public void apply(Call call) {
        if (call.function.equals(put) && call.argument != null) {
            elements.addLast(call.argument);
            return;
        }
        call.result = lastInFirstOut ? elements.pollLast() : elements.pollFirst();
        call.refused = call.result == null;
    }

    @Override
    public int plantedCalls() {
        return 3;
    }

    /** An element is put there once, and taken twice. */
    @Override
    public Call planted(int step, SplitMix random) {
        return step == 0 ? Call.answered(put, MARKER, MARKER) : Call.answered(take, null, MARKER);
    }
}
