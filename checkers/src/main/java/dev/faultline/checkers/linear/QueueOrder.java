package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.model.FifoQueue;
import dev.faultline.checkers.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Queues, first in, first out, in which no value is enqueued twice (Henzinger, Sezgin and Vafeiadis, CONCUR 2013). What was
 * never dequeued counts as dequeued after the end. Besides each value by itself, two things can go wrong: a was enqueued
 * before b, and b dequeued before a; or a dequeue found nothing although at each moment of it some value was surely there.
 *
 * <p>Dequeues that crashed may have taken what nobody is known to have dequeued: in order, as soon as possible, which hinders least
 * ({@link Contents#assignCrashedTakes}). Then both are one sweep over moments, linear in time.
 */
final class QueueOrder implements FastPath {
    private static final Contents.Words WORDS = new Contents.Words("enqueue", "dequeue", "peek", true);

    @Override
    public String name() {
        return "queue-order";
    }

    @Override
    public String about() {
        return "FIFO queues in which no value is enqueued twice";
    }

    @Override
    public Answer decide(Operations operations, Model<?> model) {
        if (!model.equals(new FifoQueue())) {
            return new Answer.NotMine("the model is no empty FIFO queue");
        }
        Contents contents = new Contents(operations, WORDS);
        if (contents.answer != null) {
            return contents.answer;
        }
        if (contents.peekCount() > 0) {
            return new Answer.NotMine("there is a peek: " + operations.operation(contents.peeks[0]));
        }
        contents.assignCrashedTakes();
        Answer wrong = order(contents);
        if (wrong == null) {
            wrong = Emptiness.judge(contents);
        }
        return wrong == null ? new Answer.Possible(new int[0]) : wrong;
    }

    private static @Nullable Answer order(Contents contents) {
        Moments moments = contents.moments;
        int[] valueByMoment = new int[moments.end() + 1];
        for (int value = 0; value < contents.puts.length; value++) {
            if (contents.puts[value] != Contents.NONE) {
                valueByMoment[moments.invoked()[contents.puts[value]]] = value + 1;
                valueByMoment[contents.from[value]] = -value - 1;
            }
        }
        int latest = Contents.NONE;
        for (int moment = 0; moment < moments.end(); moment++) {
            int entry = valueByMoment[moment];
            if (entry < 0 && (latest == Contents.NONE || contents.until[-entry - 1] > contents.until[latest])) {
                latest = -entry - 1;
            } else if (entry > 0 && latest != Contents.NONE && contents.takes[entry - 1] != Contents.NONE) {
                int second = entry - 1;
                if (moments.completed()[contents.takes[second]] < contents.until[latest]) {
                    return overtaken(contents, latest, second);
                }
            }
        }
        return null;
    }

    private static Answer overtaken(Contents contents, int first, int second) {
        int end = contents.moments.completed()[contents.takes[second]];
        return new Answer.Impossible(
                new Clash(contents).withValue(second, end).withValue(first, end).operations(),
                contents.show(first) + " was enqueued before " + contents.show(second) + ", which was dequeued "
                        + (contents.isKnownTaken(first) ? "before the other" : "and the other was not"));
    }
}
