package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Ready;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.operation.Invocation;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Its operations until one of them has succeeded with a value that is wanted. What a neighbour does does not count.
 *
 * @param open the threads on which an operation of its own is open
 */
record UntilOk(Predicate<@Nullable Object> wanted, Threads open, boolean succeeded, Generator inner)
        implements Generator {

    @Override
    public Next next(Context context) {
        if (succeeded) {
            return Next.DONE;
        }
        Next next = inner.next(context);
        Threads with = next instanceof Ready ready ? open.with(ready.thread()) : open;
        return next.within(goingOn -> new UntilOk(wanted, with, false, goingOn));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        boolean own = open.contains(invocation.thread());
        return new UntilOk(
                wanted,
                open.without(invocation.thread()),
                succeeded || (own && completion.outcome() == Outcome.OK && wanted.test(completion.value())),
                inner.completed(context, invocation, completion));
    }
}
