package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.util.function.UnaryOperator;

/** On some threads only; hears only of what ends there. */
record OnThreads(UnaryOperator<Context> restriction, Generator inner) implements Generator {

    @Override
    public Next next(Context context) {
        return inner.next(restriction.apply(context)).within(goingOn -> new OnThreads(restriction, goingOn));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        Context restricted = restriction.apply(context);
        return restricted.all().contains(invocation.thread())
                ? new OnThreads(restriction, inner.completed(restricted, invocation, completion))
                : this;
    }
}
