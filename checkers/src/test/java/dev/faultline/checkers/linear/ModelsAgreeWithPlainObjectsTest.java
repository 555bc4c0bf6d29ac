package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.model.Counter;
import dev.faultline.checkers.model.ElementSet;
import dev.faultline.checkers.model.FifoQueue;
import dev.faultline.checkers.model.KeyValueMap;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.OwnerMutex;
import dev.faultline.checkers.model.PriorityQueue;
import dev.faultline.checkers.model.ReentrantMutex;
import dev.faultline.checkers.model.Semaphore;
import dev.faultline.checkers.model.Stack;
import dev.faultline.checkers.model.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Long random walks: a model allows what the plain object allows, and its states are equal where the plain ones are. */
class ModelsAgreeWithPlainObjectsTest {
    private static final int WALKS = 100;
    private static final int STEPS = 60;

    @Test
    void fifoQueues() {
        walk(new FifoQueue(), List.of(), PlainObjects::fifoQueue, "enqueue", "dequeue", "peek");
    }

    @Test
    void stacks() {
        walk(new Stack(), List.of(), PlainObjects::stack, "push", "pop", "peek");
    }

    @Test
    void priorityQueues() {
        walk(new PriorityQueue(), List.of(), PlainObjects::priorityQueue, "insert", "poll", "peek");
    }

    @Test
    void sets() {
        walk(new ElementSet(), Set.of(), PlainObjects::set, "add", "remove", "contains");
    }

    @Test
    void counters() {
        walk(new Counter(), 0L, PlainObjects::counter, "add", "increment", "decrement", "read");
    }

    @Test
    void semaphores() {
        walk(new Semaphore(2), 0L, PlainObjects::semaphore, "acquire", "release");
    }

    @Test
    void locksWithOwners() {
        walk(new OwnerMutex(), "free", PlainObjects::ownerMutex, "acquire", "release");
        walk(new ReentrantMutex(), List.of(), PlainObjects::reentrantMutex, "acquire", "release");
    }

    @Test
    void keyValueMaps() {
        walk(new KeyValueMap(), Map.of(), PlainObjects::keyValueMap, "put", "append", "get", "cas", "remove");
    }

    private static <S extends Model<S>> void walk(
            S model, Object plain, BruteForce.Specification specification, String... functions) {
        Random random = new Random(7);
        Map<Object, S> seen = new HashMap<>();
        int legal = 0;
        int illegal = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            S state = model;
            Object expected = plain;
            for (int step = 0; step < STEPS; step++) {
                Operation operation = operation(random, functions[random.nextInt(functions.length)]);
                Object next = specification.apply(expected, operation);
                Step<S> actual = state.step(operation);
                assertThat(actual instanceof Step.Next<S>)
                        .as("%s in %s, that is %s", operation, state, expected)
                        .isEqualTo(next != BruteForce.IMPOSSIBLE);
                if (actual instanceof Step.Next<S> to && next != null) {
                    assertThat(model.changesNothing(operation) && !next.equals(expected))
                            .as("%s changes nothing in %s", operation, expected)
                            .isFalse();
                    state = to.state();
                    expected = next;
                    legal++;
                } else {
                    assertThat(((Step.Illegal<S>) actual).message()).isNotBlank();
                    illegal++;
                }
                S known = seen.putIfAbsent(expected, state);
                assertThat(known == null || (known.equals(state) && known.hashCode() == state.hashCode()))
                        .as("%s equals %s", known, state)
                        .isTrue();
            }
        }
        assertThat(new HashSet<>(seen.values())).hasSameSizeAs(seen.values());
        assertThat(legal).isGreaterThan(WALKS);
        assertThat(illegal).isGreaterThan(WALKS);
    }

    private static Operation operation(Random random, String function) {
        Object value = value(random, function);
        ProcessId process = ProcessId.client(random.nextInt(2));
        boolean crashed = random.nextInt(4) == 0;
        boolean nil =
                crashed && Set.of("dequeue", "pop", "poll", "peek", "read").contains(function);
        EventType end = crashed ? EventType.INFO : EventType.OK;
        return History.of(
                        Event.of(EventType.INVOKE, process, function, nil ? null : value),
                        Event.of(end, process, function, nil ? null : value))
                .operations()
                .get(0);
    }

    private static @Nullable Object value(Random random, String function) {
        Long number = (long) random.nextInt(3);
        return switch (function) {
            case "dequeue", "pop", "poll", "peek" -> random.nextInt(4) == 0 ? null : number;
            case "contains" -> Arrays.asList(number, random.nextBoolean());
            case "put", "append" -> Arrays.asList(number, "v" + random.nextInt(2));
            case "get", "remove" -> Arrays.asList(number, random.nextInt(4) == 0 ? null : "v" + random.nextInt(2));
            case "cas" -> Arrays.asList(number, Arrays.asList("v" + random.nextInt(2), "v" + random.nextInt(2)));
            default -> number;
        };
    }
}
