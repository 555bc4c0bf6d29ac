package dev.faultline.harness.time;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Code that blocks, run without a thread: again from its start with each answer that comes, until it returns or throws.
 *
 * @see Answers
 */
public final class Conversation<R> {

    /** Hears of the end, in a task of the scheduler or while the conversation is begun. */
    public interface End<R> {
        void returned(R value);

        void thrown(Throwable failure);
    }

    private final Answers answers;
    private final VirtualScheduler scheduler;
    private final Callable<R> code;
    private final End<R> end;
    private final List<Reply<?>> heard = new ArrayList<>(2);
    /** How many of the answers heard the present try has had. */
    private int had;

    private boolean trying;
    private boolean suspended;
    private boolean over;

    Conversation(Answers answers, VirtualScheduler scheduler, Callable<R> code, End<R> end) {
        this.answers = answers;
        this.scheduler = scheduler;
        this.code = code;
        this.end = end;
    }

    void begin() {
        attempt();
    }

    /** Nothing is heard of it any more, and it hears nothing. */
    public void abandon() {
        over = true;
    }

    private void attempt() {
        if (over) {
            return;
        }
        had = 0;
        suspended = false;
        Runnable[] outcome = new Runnable[1];
        trying = true;
        try {
            answers.within(this, () -> outcome[0] = outcome());
        } finally {
            trying = false;
        }
        // Whatever came of a try that lacks an answer: it is no outcome. The code is asked again.
        if (!suspended) {
            over = true;
            outcome[0].run();
        }
    }

    private Runnable outcome() {
        try {
            R value = code.call();
            return () -> end.returned(value);
        } catch (Throwable e) {
            return () -> end.thrown(e);
        }
    }

    @SuppressWarnings("unchecked") // the same code with the same answers asks for the same types
    <T extends @Nullable Object> T await(Duration timeout, Consumer<Consumer<Reply<T>>> request) throws Exception {
        if (suspended) {
            throw new Suspended();
        }
        if (had == heard.size()) {
            ask(timeout, had, request);
        }
        return Answers.valueOf((Reply<T>) heard.get(had++));
    }

    private <T extends @Nullable Object> void ask(Duration timeout, int number, Consumer<Consumer<Reply<T>>> request) {
        try {
            request.accept(reply -> hear(number, reply));
        } catch (RuntimeException e) {
            hear(number, Reply.failed(e)); // so that no later try makes the request again
        }
        if (heard.size() == number) {
            scheduler.at(scheduler.nanos() + timeout.toNanos(), () -> deadline(number, timeout));
            suspended = true;
            throw new Suspended();
        }
    }

    private void deadline(int number, Duration timeout) {
        if (awaits(number)) {
            hear(number, Reply.failed(Answers.overdue(timeout)));
        }
    }

    private boolean awaits(int number) {
        return !over && heard.size() == number;
    }

    private void hear(int number, Reply<?> reply) {
        if (!awaits(number)) {
            return; // late, or doubled
        }
        heard.add(reply);
        if (!trying) {
            scheduler.execute(this::attempt);
        }
    }
}
