package dev.faultline.harness.simulation;

import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.client.Registers;
import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Reply;
import dev.faultline.harness.time.Seed;
import dev.faultline.harness.time.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Registers that every node serves, over a network that takes its time, loses some answers, and reaches no node that is down. */
final class World {
    private static final int MICROS_MAX = 10_000;

    final VirtualTime time = new VirtualTime();
    final SortedSet<String> down = new TreeSet<>();
    private final Map<String, Long> registers = new TreeMap<>();
    private final Dice dice;
    private final int lostOfAHundred;
    final Map<String, Long> starts = new TreeMap<>();

    World(Seed seed, int lostOfAHundred) {
        this.dice = seed.dice();
        this.lostOfAHundred = lostOfAHundred;
    }

    Registers registers(String node, Duration timeout) {
        return new Registers() {
            @Override
            public @Nullable Long read(String key) throws Exception {
                return time.answers().await(timeout, reply -> send(node, () -> Reply.of(registers.get(key)), reply));
            }

            @Override
            public void write(String key, long value) throws Exception {
                time.answers().<Boolean>await(timeout, reply -> send(node, () -> put(key, value), reply));
            }

            @Override
            public boolean compareAndSet(String key, long expected, long value) throws Exception {
                return time.answers()
                        .await(
                                timeout,
                                reply -> send(node, () -> Reply.of(registers.replace(key, expected, value)), reply));
            }

            @Override
            public void close() {}

            private Reply<Boolean> put(String key, long value) {
                if (value % 10 == 7) {
                    return Reply.failed(new DefiniteFailure("nobody likes " + value));
                }
                registers.put(key, value);
                return Reply.of(true);
            }
        };
    }

    /** What a request does it does when it arrives; its answer travels as long again. */
    <T extends @Nullable Object> void send(String node, Supplier<Reply<T>> effect, Consumer<Reply<T>> reply) {
        boolean lost = dice.below(100) < lostOfAHundred;
        later(() -> {
            if (!down.contains(node)) {
                Reply<T> answer = effect.get();
                if (!lost) {
                    later(() -> reply.accept(answer));
                }
            }
        });
    }

    private void later(Runnable task) {
        time.scheduler().at(time.nanos() + 1_000L * (1 + dice.below(MICROS_MAX)), task);
    }
}
