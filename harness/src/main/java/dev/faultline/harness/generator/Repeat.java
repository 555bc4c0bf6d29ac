package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Ready;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.time.Dice;
import java.util.function.Function;

/** Operations from a function, for ever, each on a free thread that the dice choose. */
record Repeat(Function<Turn, Operation> function, long count) implements Generator {

    @Override
    public Next next(Context context) {
        Threads free = context.free();
        if (free.isEmpty()) {
            return Next.awaitingCompletion(this);
        }
        Dice dice = context.dice(count);
        // One draw however many are free, so that the function finds the same dice in any case.
        int thread = free.nth(dice.below(free.size()));
        Operation operation = function.apply(new Turn(context, thread, dice));
        return new Ready(operation, thread, new Repeat(function, count + 1));
    }
}
