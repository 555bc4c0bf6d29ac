package dev.faultline.checkers.lock;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Small histories of one lock: some clients, of which some hold it in the belief that nobody else does, on a resource that refuses
 * older tokens or does not. Operations overlap, fail, crash before their effect, and crash after it or long before it.
 */
final class RandomLockHistories {
    private static final int CLIENTS = 3;

    /** What a client is about: an invocation, its effect still to come or done, not yet completed. */
    private static final class Call {
        final String function;
        final @Nullable Object argument;

        @Nullable
        Object result;

        boolean done;
        boolean refused;

        Call(String function, @Nullable Object argument) {
            this.function = function;
            this.argument = argument;
        }
    }

    private final Random random;
    private final boolean fenced;
    private final List<Event> events = new ArrayList<>();
    private final List<Call> afloat = new ArrayList<>();
    private final TreeSet<Long> written = new TreeSet<>();
    private final @Nullable Call[] calls = new Call[CLIENTS];
    private final long[] tokens = new long[CLIENTS];
    private final long[] process = {0, 1, 2};
    private long lastToken;
    private @Nullable Long held;

    private RandomLockHistories(long seed) {
        this.random = new Random(seed);
        this.fenced = random.nextBoolean();
    }

    static History of(long seed) {
        RandomLockHistories made = new RandomLockHistories(seed);
        int steps = 15 + made.random.nextInt(40);
        for (int i = 0; i < steps; i++) {
            made.step(made.random.nextInt(CLIENTS));
        }
        return History.of(made.events);
    }

    private void step(int client) {
        if (!afloat.isEmpty() && random.nextInt(4) == 0) {
            take(afloat.remove(random.nextInt(afloat.size())));
        }
        Call call = calls[client];
        if (call == null) {
            begin(client);
        } else if (!call.done && random.nextInt(3) > 0) {
            take(call);
        } else if (random.nextInt(6) == 0) {
            crash(client, call);
        } else if (call.done) {
            finish(client, call);
        }
    }

    private void begin(int client) {
        Call call;
        if (tokens[client] == 0) {
            call = random.nextInt(3) == 0 ? new Call("read", null) : new Call("acquire", null);
        } else {
            int what = random.nextInt(8);
            call = what < 5
                    ? new Call("write", List.of(tokens[client], (long) events.size()))
                    : new Call(what == 5 ? "release" : "renew", tokens[client]);
        }
        calls[client] = call;
        events.add(Event.invoke(process[client], call.function, keyed(call.argument)));
    }

    /** The effect. The lock itself hands out a new token each time, or, in a broken history, now and then an old one. */
    private void take(Call call) {
        call.done = true;
        switch (call.function) {
            case "acquire" -> {
                lastToken = random.nextInt(60) == 0 ? Math.max(1, lastToken - 1) : lastToken + 1;
                call.result = lastToken;
            }
            case "read" -> call.result = held == null ? null : List.of(held, 0L);
            case "write" -> {
                long token = (Long) ((List<?>) java.util.Objects.requireNonNull(call.argument)).get(0);
                call.refused = fenced && held != null && held > token;
                if (!call.refused) {
                    held = token;
                    written.add(token);
                }
                call.result = call.argument;
            }
            default -> call.result = call.argument;
        }
    }

    private void crash(int client, Call call) {
        if (random.nextBoolean()) {
            events.add(Event.info(process[client], call.function, keyed(call.argument)));
        }
        if (!call.done) {
            afloat.add(call);
        }
        process[client] += CLIENTS;
        calls[client] = null;
        tokens[client] = 0;
    }

    private void finish(int client, Call call) {
        calls[client] = null;
        if (call.refused) {
            events.add(Event.fail(process[client], call.function, keyed(call.argument)));
            return;
        }
        events.add(Event.ok(process[client], call.function, keyed(call.result)));
        if (call.function.equals("acquire") && call.result instanceof Long token) {
            tokens[client] = token;
        } else if (call.function.equals("release")) {
            tokens[client] = 0;
        }
    }

    private static List<@Nullable Object> keyed(@Nullable Object value) {
        return Arrays.asList("a", value);
    }
}
