package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/** What its operations know of those before them ({@link Turn#ordinal}, {@link Turn#lastOk}) begins with this generator. */
record Scope(Memory memory, Generator inner) implements Generator {

    @Override
    public Next next(Context context) {
        return inner.next(context.remembering(memory))
                .within(rest -> new Scope(memory.invoked(), rest), waiting -> new Scope(memory, waiting));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        Memory after = memory.completed(invocation, completion);
        return new Scope(after, inner.completed(context.remembering(after), invocation, completion));
    }
}
