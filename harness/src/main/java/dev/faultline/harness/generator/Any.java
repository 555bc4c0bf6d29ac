package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/**
 * Whichever has an operation; the dice choose among those that do. Unlike {@link Together} it asks all of them each time, so that
 * a sleep in one begins with the first question and not when the dice first come to it, and one that waits or is done leaves its
 * share to all others alike.
 */
record Any(Branches branches, long count) implements Generator {

    @Override
    public Next next(Context context) {
        return branches.nextOfReady(
                context.dice(count),
                context::branch,
                rest -> new Any(rest, count + 1),
                waiting -> new Any(waiting, count));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        return new Any(branches.completedAll(context, invocation, completion), count);
    }
}
