package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.time.Duration;

/**
 * Decides which operation comes next: a pure, immutable value. {@link Generators} makes and combines them. The algebra is that
 * of Jepsen's generators.
 */
public interface Generator {

    /** What comes next, as seen from {@code context}. Has no effect: asking twice gives the same answer twice. */
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

    /** {@link Generators#limit} */
    default Generator limit(long operations) {
        return Generators.limit(operations, this);
    }

    /** {@link Generators#timeLimit} */
    default Generator timeLimit(Duration limit) {
        return Generators.timeLimit(limit, this);
    }

    /** {@link Generators#then} */
    default Generator then(Generator following) {
        return Generators.then(this, following);
    }
}
