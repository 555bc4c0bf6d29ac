package dev.faultline.workloads.lock;

import dev.faultline.harness.generator.Context;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.generator.Next;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one client does for ever: tries to get the lock, now and then reads instead, and once it holds the lock writes several times,
 * renews its lease in between, and releases. In some holds it stalls before a write, for longer than the lease, as a process does in
 * a long garbage collection: it has made up its mind to write, and it neither renews nor looks again before it goes on.
 *
 * @param settings of all clients
 * @param count how many operations it has begun, for the dice
 * @param hold what it holds, as far as it knows; null when nothing
 */
record Holder(Settings settings, long count, @Nullable Hold hold) implements Generator {
    private static final int WRITES_LEAST = 5;
    private static final int WRITES_SPREAD = 20;
    private static final int WRITES_BETWEEN_RENEWALS = 4;
    private static final int READS_OF_A_HUNDRED = 30;
    private static final Duration STALL_LEAST = Duration.ofMillis(500);
    private static final int STALL_SPREAD_MILLIS = 1500;

    /**
     * How holders behave.
     *
     * @param lease for how long the lock is held unless renewed; they renew when a third of it has passed, and every few writes
     * @param stalls of a hundred holds, in how many the holder stalls
     */
    record Settings(Duration lease, long stalls) {}

    /**
     * A lock as its holder sees it.
     *
     * @param writes how many are still to come
     * @param stallBefore the write before which it stalls, as a number of {@code writes} left; 0 when it does not
     * @param stallNanos for how long
     * @param resumeNanos when it goes on; not in the future unless it stalls
     * @param renewedNanos when it asked for the lease that it has
     * @param renewedWrites how many writes were still to come then
     */
    record Hold(
            long token,
            int writes,
            int stallBefore,
            long stallNanos,
            long resumeNanos,
            long renewedNanos,
            int renewedWrites) {

        Hold renewedAt(long nanos) {
            return new Hold(token, writes, stallBefore, stallNanos, resumeNanos, nanos, writes);
        }

        /** Whether it is time to renew, but for a write that it had made up its mind to before it stalled. */
        boolean renews(long now, Duration lease) {
            boolean due = now - renewedNanos > lease.toNanos() / 3 || renewedWrites - writes >= WRITES_BETWEEN_RENEWALS;
            boolean resumes = writes > 0 && writes == stallBefore;
            return due && !resumes;
        }

        /** One write fewer to come; if the stall is due, it begins. */
        Hold written(long now) {
            int left = writes - 1;
            long resume = left > 0 && left == stallBefore ? now + stallNanos : resumeNanos;
            return new Hold(token, left, stallBefore, stallNanos, resume, renewedNanos, renewedWrites);
        }
    }

    /** One that holds nothing yet. */
    static Generator of(Settings settings) {
        return new Holder(settings, 0, null);
    }

    @Override
    public Next next(Context context) {
        if (context.free().isEmpty()) {
            return Next.awaitingCompletion(this);
        }
        if (hold != null && context.now() < hold.resumeNanos()) {
            return new Next.Pending(this, hold.resumeNanos());
        }
        Operation operation = hold == null ? waiting(context) : holding(context, hold);
        return new Next.Ready(operation, context.free().nth(0), new Holder(settings, count + 1, hold));
    }

    private Operation waiting(Context context) {
        boolean reads = context.dice(count).below(100) < READS_OF_A_HUNDRED;
        return Operation.of(reads ? "read" : "acquire");
    }

    private Operation holding(Context context, Hold held) {
        if (held.renews(context.now(), settings.lease())) {
            return new Operation("renew", held.token());
        }
        return held.writes() > 0
                ? new Operation("write", List.of(held.token(), count))
                : new Operation("release", held.token());
    }

    /** After a refusal it knows that it holds nothing any more; after an unknown outcome another process takes its place. */
    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        boolean ok = completion.outcome() == Outcome.OK;
        Hold after = switch (invocation.function()) {
            case "acquire" -> ok ? acquired(context, invocation, completion) : null;
            case "write" -> ok && hold != null ? hold.written(context.now()) : null;
            case "renew" -> ok && hold != null ? hold.renewedAt(invocation.nanos()) : null;
            default -> null;
        };
        return new Holder(settings, count, after);
    }

    private Hold acquired(Context context, Invocation invocation, Completion completion) {
        Dice dice = context.dice(count);
        int writes = WRITES_LEAST + dice.below(WRITES_SPREAD);
        boolean stalls = dice.below(100) < settings.stalls();
        int before = 1 + dice.below(writes - 1);
        Duration stall = settings.lease().plus(STALL_LEAST).plusMillis(dice.below(STALL_SPREAD_MILLIS));
        long token = ((Number) Objects.requireNonNull(completion.value())).longValue();
        return new Hold(token, writes, stalls ? before : 0, stall.toNanos(), 0, invocation.nanos(), writes);
    }
}
