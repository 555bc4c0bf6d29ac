package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Step;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Any model: each state and each step is asked for once and remembered. */
public final class ModelTransitions<S extends Model<S>> implements Transitions {
    private static final int UNKNOWN = -2;

    /** Steps asked for to find out whether the states are few. Not more: states without end get larger as they go, too. */
    private static final int STEPS_TO_CLOSE = 300;

    /** By kind: one operation of it. */
    private final List<Operation> samples;

    private final UnaryOperator<S> merging;
    private final List<S> states = new ArrayList<>();
    private final Object2IntOpenHashMap<S> numbers = new Object2IntOpenHashMap<>();
    private final Long2IntOpenHashMap steps = new Long2IntOpenHashMap();

    public ModelTransitions(S initial, List<Operation> samples) {
        this.samples = samples;
        this.merging = initial.merging(samples);
        numbers.defaultReturnValue(UNKNOWN);
        steps.defaultReturnValue(UNKNOWN);
        number(merging.apply(initial));
    }

    @Override
    public int initialState() {
        return 0;
    }

    @Override
    public int step(int state, int kind) {
        long key = (long) state << 32 | kind;
        int known = steps.get(key);
        if (known != UNKNOWN) {
            return known;
        }
        Step<S> step = states.get(state).step(samples.get(kind));
        int next = step instanceof Step.Next<S> legal ? number(merging.apply(legal.state())) : ILLEGAL;
        steps.put(key, next);
        return next;
    }

    @Override
    public boolean areFew() {
        long asked = 0;
        for (int state = 0; state < states.size(); state++) {
            for (int kind = 0; kind < samples.size(); kind++) {
                if (asked++ == STEPS_TO_CLOSE) {
                    return false;
                }
                step(state, kind);
            }
        }
        return true;
    }

    private int number(S state) {
        int number = numbers.getInt(state);
        if (number == UNKNOWN) {
            number = states.size();
            numbers.put(state, number);
            states.add(state);
        }
        return number;
    }
}
