package dev.faultline.workloads.lock;

import dev.faultline.harness.client.Locks;
import dev.faultline.harness.client.Service;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One client's connection, and how it uses locks. */
final class LockClient implements Service {
    private final Locks locks;
    private final Duration lease;
    private final boolean fenced;

    LockClient(Locks locks, Duration lease, boolean fenced) {
        this.locks = locks;
        this.lease = lease;
        this.fenced = fenced;
    }

    /** The values are {@code [lock v]}, as {@link dev.faultline.checkers.lock.MutualExclusion} has them. */
    Completion apply(Invocation invocation) throws Exception {
        List<?> keyed = (List<?>) Objects.requireNonNull(invocation.value());
        String lock = (String) keyed.get(0);
        return switch (invocation.function()) {
            case "acquire" -> {
                Long token = locks.acquire(lock, lease);
                yield token == null
                        ? Completion.fail(keyed, "another one holds it")
                        : Completion.ok(Arrays.asList(lock, token));
            }
            case "renew" -> done(locks.renew(lock), keyed, "the lease had run out");
            case "release" -> done(locks.release(lock), keyed, "the lease had run out");
            case "write" -> {
                List<?> write = (List<?>) Objects.requireNonNull(keyed.get(1));
                boolean written = locks.write(lock, number(write.get(0)), number(write.get(1)), fenced);
                yield done(written, keyed, "refused: written under a newer token");
            }
            case "read" -> Completion.ok(seen(lock, locks.read(lock)));
            default -> throw new IllegalArgumentException("no function " + invocation.function());
        };
    }

    private static Completion done(boolean done, List<?> keyed, String otherwise) {
        return done ? Completion.ok(keyed) : Completion.fail(keyed, otherwise);
    }

    private static List<@Nullable Object> seen(String lock, Locks.@Nullable Written written) {
        Object seen = written == null ? null : List.of(written.token(), written.value());
        return Collections.unmodifiableList(Arrays.asList(lock, seen));
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    void warmUp() throws Exception {
        locks.read("warm-up");
    }

    @Override
    public void close() {
        locks.close();
    }
}
