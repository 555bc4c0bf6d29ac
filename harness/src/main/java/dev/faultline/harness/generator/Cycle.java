package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Done;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/**
 * The same from its beginning again, whenever it is done. Each round has dice of its own.
 *
 * @param fresh what each round begins with
 * @param current what has become of it in this round
 */
record Cycle(Generator fresh, long round, Generator current) implements Generator {

    @Override
    public Next next(Context context) {
        Next next = current.next(context.branch(round));
        if (!(next instanceof Done)) {
            return next.within(goingOn -> new Cycle(fresh, round, goingOn));
        }
        // A round that is done as soon as it begins ends the cycle: it would turn for ever in no time.
        return fresh.next(context.branch(round + 1)).within(goingOn -> new Cycle(fresh, round + 1, goingOn));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        return new Cycle(fresh, round, current.completed(context.branch(round), invocation, completion));
    }
}
