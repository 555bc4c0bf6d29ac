package dev.faultline.harness.generator;

import dev.faultline.harness.generator.Next.Pending;

/**
 * Nothing, for a while.
 *
 * @param endNanos when it is over; {@link #NOT_ASKED} before it was first asked
 */
record Sleep(long nanos, long endNanos) implements Generator {
    static final long NOT_ASKED = -1;

    @Override
    public Next next(Context context) {
        long end = endNanos == NOT_ASKED ? context.now() + nanos : endNanos;
        return context.now() >= end ? Next.DONE : new Pending(new Sleep(nanos, end), end);
    }
}
