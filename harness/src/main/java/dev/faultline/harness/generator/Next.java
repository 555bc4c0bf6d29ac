package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Operation;
import java.util.function.UnaryOperator;

/** A generator's answer: an operation to be performed now, or none yet, or none ever again. */
public sealed interface Next {

    /**
     * An operation that is due now.
     *
     * @param thread a free thread, chosen for it
     * @param rest what goes on once the operation has been handed out; who does not hand it out keeps the generator asked
     */
    record Ready(Operation operation, int thread, Generator rest) implements Next {}

    /**
     * No operation at present.
     *
     * @param waiting what goes on from here; it may have learnt something, as when it began to wait
     * @param askAgainNanos when to ask again at the latest, later than now; {@link #ON_COMPLETION} when only a completion
     *     can change the answer. Who asks earlier, or more often, changes nothing.
     */
    record Pending(Generator waiting, long askAgainNanos) implements Next {
        /** No moment: ask again when an operation has ended. */
        public static final long ON_COMPLETION = Long.MAX_VALUE;
    }

    /** No more operations. */
    record Done() implements Next {}

    /** No more operations. */
    Next DONE = new Done();

    /** None before an operation has ended. */
    static Next awaitingCompletion(Generator waiting) {
        return new Pending(waiting, Pending.ON_COMPLETION);
    }

    /** The same answer, given by a generator that surrounds the one asked. */
    default Next within(UnaryOperator<Generator> surround) {
        return within(surround, surround);
    }

    /** The same answer, given by a generator that surrounds the one asked and is another after an operation. */
    default Next within(UnaryOperator<Generator> ready, UnaryOperator<Generator> pending) {
        if (this instanceof Ready r) {
            return new Ready(r.operation(), r.thread(), ready.apply(r.rest()));
        }
        if (this instanceof Pending p) {
            return new Pending(pending.apply(p.waiting()), p.askAgainNanos());
        }
        return this;
    }
}
