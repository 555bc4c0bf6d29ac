package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/** At most {@code left} more operations. */
record Limit(long left, Generator inner) implements Generator {
    Limit {
        if (left < 0) {
            throw new IllegalArgumentException("limit must be 0 operations or more, not " + left);
        }
    }

    @Override
    public Next next(Context context) {
        return left == 0
                ? Next.DONE
                : inner.next(context).within(rest -> new Limit(left - 1, rest), waiting -> new Limit(left, waiting));
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        return new Limit(left, inner.completed(context, invocation, completion));
    }
}
