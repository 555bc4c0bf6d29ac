package dev.faultline.harness.time;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How code that blocks waits for answers on virtual time, where nothing can block. Stubs of a simulated service ask by {@link #await}
 * and need not know which of two ways it is:
 *
 * <ul>
 *   <li>Within a {@link Conversation} the code is run again from its start whenever an answer has come, with the answers that it had,
 *       in their order. So it must be a function of its answers; what changes anything else, such as a stub's count of requests,
 *       belongs into the request, which is made once. A try that lacks an answer is ended by an Error: code that catches every
 *       Throwable must let it pass, and nothing that it does after that counts.
 *   <li>Elsewhere the caller waits, and everything else goes on meanwhile.
 * </ul>
 */
public final class Answers {
    private final VirtualScheduler scheduler;
    private @Nullable Conversation<?> current;

    Answers(VirtualScheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Sends a request and returns its answer.
     *
     * @param request sends it, and gives the reply to the consumer that it is handed, now or later; only the first reply counts, and
     *     none that comes too late
     * @throws TimeoutException when there is no reply within {@code timeout}
     * @throws Exception what the reply tells of
     */
    public <T extends @Nullable Object> T await(Duration timeout, Consumer<Consumer<Reply<T>>> request)
            throws Exception {
        Conversation<?> conversation = current;
        return conversation != null ? conversation.await(timeout, request) : block(timeout, request);
    }

    /**
     * Begins a conversation: its first try is made at once.
     *
     * @param end hears what became of it, unless it is {@linkplain Conversation#abandon abandoned}
     */
    public <R> Conversation<R> converse(Callable<R> code, Conversation.End<R> end) {
        Conversation<R> conversation = new Conversation<>(this, scheduler, code, end);
        conversation.begin();
        return conversation;
    }

    /** Runs one try of a conversation: what it asks for is answered by that conversation. */
    void within(Conversation<?> conversation, Runnable code) {
        if (current != null) {
            throw new IllegalStateException("a conversation cannot begin within another one");
        }
        current = conversation;
        try {
            scheduler.step(code);
        } finally {
            current = null;
        }
    }

    private <T extends @Nullable Object> T block(Duration timeout, Consumer<Consumer<Reply<T>>> request)
            throws Exception {
        AtomicReference<@Nullable Reply<T>> first = new AtomicReference<>();
        request.accept(reply -> first.compareAndSet(null, reply));
        scheduler.pauseUntil(scheduler.nanos() + timeout.toNanos(), () -> first.get() != null);
        Reply<T> reply = first.get();
        if (reply == null) {
            throw overdue(timeout);
        }
        return valueOf(reply);
    }

    @SuppressWarnings("NullAway") // where there is no failure there is what T allows, null only if it does
    static <T extends @Nullable Object> T valueOf(Reply<T> reply) throws Exception {
        if (reply.failure() != null) {
            throw reply.failure();
        }
        return reply.value();
    }

    static TimeoutException overdue(Duration timeout) {
        return new TimeoutException("no answer within " + timeout.toMillis() + " ms");
    }
}
