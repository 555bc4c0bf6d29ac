package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/**
 * One operation of this, one of that, in turns.
 *
 * @param second whether it is the second one's turn
 */
record FlipFlop(Generator first, Generator other, boolean second) implements Generator {

    @Override
    public Next next(Context context) {
        return second
                ? other.next(context.branch(1))
                        .within(rest -> new FlipFlop(first, rest, false), waiting -> new FlipFlop(first, waiting, true))
                : first.next(context.branch(0))
                        .within(
                                rest -> new FlipFlop(rest, other, true),
                                waiting -> new FlipFlop(waiting, other, false));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        return new FlipFlop(
                first.completed(context.branch(0), invocation, completion),
                other.completed(context.branch(1), invocation, completion),
                second);
    }
}
