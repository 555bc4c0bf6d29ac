package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Pending;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/**
 * No operation later than {@code limitNanos} after it was first asked.
 *
 * @param endNanos when that is; {@link #NOT_ASKED} before
 */
record TimeLimit(long limitNanos, long endNanos, Generator inner) implements Generator {
    static final long NOT_ASKED = -1;

    @Override
    public Next next(Context context) {
        long end = endNanos == NOT_ASKED ? context.now() + limitNanos : endNanos;
        if (context.now() >= end) {
            return Next.DONE;
        }
        Next next = inner.next(context).within(goingOn -> new TimeLimit(limitNanos, end, goingOn));
        return next instanceof Pending pending
                ? new Pending(pending.waiting(), Math.min(pending.askAgainNanos(), end))
                : next;
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        return new TimeLimit(limitNanos, endNanos, inner.completed(context, invocation, completion));
    }
}
