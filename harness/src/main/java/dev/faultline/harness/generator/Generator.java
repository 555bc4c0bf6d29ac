package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.time.Duration;

/**
 * Decides which operation comes next: a pure, immutable value. {@link Generators} makes and combines them. The algebra is that
 * of Jepsen's generators.
 */
public interface Generator {

    /** What comes next, as seen from {@code context}. Has no effect but a line in the log: asking twice gives the same
     * answer twice. */
    Next next(Context context);

    /**
     * What goes on after an operation has ended.
     *
     * @param context the state after it: its thread is free again
     * @param invocation one of this generator's own, or of those beside it
     */
    default Generator completed(Context context, Invocation invocation, Completion completion) {
        return this;
    }

    /** {@link Generators#stagger} */
    default Generator stagger(Duration mean) {
        return Generators.stagger(mean, this);
    }

    /** {@link Generators#delay} */
    default Generator delay(Duration interval) {
        return Generators.delay(interval, this);
    }

    /**
     * Operations at irregular intervals whose mean follows a rate; each lies between nothing and twice the mean after the one
     * before. Done when the rate stays 0.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * reads.stagger(ramp(10, 500, ofSeconds(30)))
     * // more and more users
     * }</pre>
     */
    default Generator stagger(Rate rate) {
        return Profiled.of(rate, true, this);
    }

    /**
     * Operations at intervals that follow a rate evenly, the first as soon as the rate is above 0. Done when it stays 0.
     *
     * <pre>{@code
     * Generator reads = repeat(new Operation("read", null));
     * reads.delay(step(1, 2, ofSeconds(2))).limit(5)
     * // read at 0, 1, 2, 2.5 and 3 s
     * }</pre>
     */
    default Generator delay(Rate rate) {
        return Profiled.of(rate, false, this);
    }

    /** {@link Generators#limit} */
    default Generator limit(long operations) {
        return Generators.limit(operations, this);
    }

    /** {@link Generators#timeLimit} */
    default Generator timeLimit(Duration limit) {
        return Generators.timeLimit(limit, this);
    }

    /** {@link Generators#trace} */
    default Generator trace(String name) {
        return Generators.trace(name, this);
    }

    /** {@link Generators#then} */
    default Generator then(Generator following) {
        return Generators.then(this, following);
    }
}
