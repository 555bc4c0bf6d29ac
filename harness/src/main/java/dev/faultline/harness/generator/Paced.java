package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Pending;
import dev.faultline.harness.generator.Next.Ready;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/**
 * Operations at intervals, the first at once. One that comes late by less than the mean interval does not shift those after it,
 * so that the rate holds on a busy machine; after a longer wait the pace starts afresh, without a burst.
 *
 * @param drawn whether each interval is drawn from 0 to twice the mean, or is the mean
 * @param count the operations so far
 * @param dueNanos when the next one is due; of no meaning before the first
 */
record Paced(long meanNanos, boolean drawn, long count, long dueNanos, Generator inner) implements Generator {

    @Override
    public Next next(Context context) {
        Next next = inner.next(context.branch(0));
        if (!(next instanceof Ready)) {
            return next.within(waiting -> new Paced(meanNanos, drawn, count, dueNanos, waiting));
        }
        if (count > 0 && context.now() < dueNanos) {
            return new Pending(this, dueNanos);
        }
        boolean inTime = count > 0 && context.now() - dueNanos < meanNanos;
        long after = (inTime ? dueNanos : context.now()) + interval(context);
        return next.within(rest -> new Paced(meanNanos, drawn, count + 1, after, rest));
    }

    private long interval(Context context) {
        return drawn ? (long) (context.dice(count).nextDouble() * 2 * meanNanos) : meanNanos;
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        return new Paced(meanNanos, drawn, count, dueNanos, inner.completed(context.branch(0), invocation, completion));
    }
}
