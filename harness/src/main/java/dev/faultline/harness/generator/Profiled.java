package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Pending;
import dev.faultline.harness.generator.Next.Ready;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;

/**
 * Operations at a rate that changes with time. As with {@link Paced} one that comes late by less than an operation does not shift
 * those after it, and after a longer wait the pace starts afresh, without a burst. Done when the rate stays 0.
 *
 * @param drawn whether what lies between two operations is drawn from 0 to 2 operations' worth of the rate, or is one
 * @param count the operations so far
 * @param beganNanos when it was first asked; {@link #NOT_ASKED} before
 * @param position the next one is due when the rate has come to so many operations
 */
record Profiled(Rate rate, boolean drawn, long count, long beganNanos, double position, Generator inner)
        implements Generator {
    static final long NOT_ASKED = -1;

    static Generator of(Rate rate, boolean drawn, Generator inner) {
        return new Profiled(rate, drawn, 0, NOT_ASKED, 0, inner);
    }

    @Override
    public Next next(Context context) {
        long began = beganNanos == NOT_ASKED ? context.now() : beganNanos;
        long due = rate.nanosAfter(position);
        if (due == Rate.NEVER) {
            return Next.DONE;
        }
        Next next = inner.next(context.branch(0));
        if (!(next instanceof Ready)) {
            return next.within(waiting -> new Profiled(rate, drawn, count, began, position, waiting));
        }
        if (context.now() < began + due) {
            return new Pending(new Profiled(rate, drawn, count, began, position, inner), began + due);
        }
        double reached = rate.operationsWithin(context.now() - began);
        double after = (reached - position < 1 ? position : reached) + step(context);
        return next.within(rest -> new Profiled(rate, drawn, count + 1, began, after, rest));
    }

    private double step(Context context) {
        return drawn ? 2 * context.dice(count).nextDouble() : 1;
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        Generator told = inner.completed(context.branch(0), invocation, completion);
        return new Profiled(rate, drawn, count, beganNanos, position, told);
    }
}
