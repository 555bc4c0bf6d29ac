package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/**
 * The next operation of a generator, several times: handing one out does not move it on. Each time has dice of its own.
 *
 * @param count the operations so far
 */
record Again(long left, long count, Generator inner) implements Generator {
    Again {
        if (left < 0) {
            throw new IllegalArgumentException("repeat must be 0 operations or more, not " + left);
        }
    }

    @Override
    public Next next(Context context) {
        return left == 0
                ? Next.DONE
                : inner.next(context.branch(count))
                        .within(
                                rest -> new Again(left - 1, count + 1, inner),
                                waiting -> new Again(left, count, waiting));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        return new Again(left, count, inner.completed(context.branch(count), invocation, completion));
    }
}
