package dev.faultline.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OperationsTest {
    @Test
    void columnsSayWhatTheOperationsSay() {
        for (int seed = 0; seed < 2_000; seed++) {
            History history = new RandomEvents(new Random(seed)).history(30);

            assertSame(history.columns(), history.judged());
            assertSame(history.columnsWithFailed(), history.operations());
            assertSame(Operations.of(history.judged()), history.judged());
            assertSame(Operations.of(new ArrayList<>(history.operations())), history.operations());
        }
    }

    private static void assertSame(Operations columns, List<Operation> operations) {
        assertThat(columns.all()).isEqualTo(operations);
        assertThat(columns.size()).isEqualTo(operations.size());
        assertThat(columns.functionTable()).doesNotHaveDuplicates();
        assertThat(columns.valueTable()).doesNotHaveDuplicates();
        for (int op = 0; op < columns.size(); op++) {
            Operation operation = operations.get(op);
            assertThat(columns.operation(op)).isEqualTo(operation);
            assertThat(columns.invoked()[op]).isEqualTo(operation.invokedRank());
            assertThat(columns.completed()[op]).isEqualTo(operation.completedRank());
            assertThat(columns.functionTable().get(columns.functions()[op])).isEqualTo(operation.function());
            assertThat(columns.valueTable().get(columns.arguments()[op])).isEqualTo(operation.argument());
            assertThat(columns.valueTable().get(columns.results()[op])).isEqualTo(operation.result());
            assertThat(columns.ok()[op]).isEqualTo(operation.isOk());
            assertThat(columns.failed()[op]).isEqualTo(operation.outcome() == Outcome.FAIL);
            for (int other = 0; other < op; other++) {
                assertThat(columns.processes()[op] == columns.processes()[other])
                        .isEqualTo(
                                operation.process().equals(operations.get(other).process()));
            }
        }
    }

    @Test
    void keysInValuesPartOperationsAsOneByOne() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            RandomEvents made = new RandomEvents(random);
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Object key = made.value(0);
                events.add(Event.invoke(i, "f" + random.nextInt(3), asList(key, made.value(2))));
                if (random.nextBoolean()) {
                    EventType type = EventType.values()[1 + random.nextInt(3)];
                    Object result = type == EventType.OK ? asList(key, made.value(2)) : null;
                    events.add(Event.of(type, ProcessId.client(i), "f", result));
                }
            }
            List<Operation> judged = History.of(events).judged();
            Map<Object, List<Operation>> expected = new LinkedHashMap<>();
            for (Operation operation : judged) {
                Pair pair = new Pair(
                        ((List<?>) Objects.requireNonNull(operation.argument())).get(0),
                        ((List<?>) Objects.requireNonNull(operation.argument())).get(1));
                Object result = operation.isOk() ? ((List<?>) Objects.requireNonNull(operation.result())).get(1) : null;
                expected.computeIfAbsent(pair.first(), k -> new ArrayList<>())
                        .add(operation.with(pair.second(), result));
            }

            Map<Object, Operations> byKey = History.of(events).columns().byValueTuple();

            assertThat(new ArrayList<>(byKey.keySet())).isEqualTo(new ArrayList<>(expected.keySet()));
            byKey.forEach((key, columns) -> assertSame(columns, Objects.requireNonNull(expected.get(key))));
        }
    }

    private static List<Object> asList(Object... parts) {
        return new ArrayList<>(Arrays.asList(parts));
    }

    @Test
    void keysBesideValuesPartOperationsToo() {
        History history = History.of(
                Event.invoke(0, "get", null).with("key", "a"),
                Event.invoke(1, "put", 5).with("key", "b"),
                Event.ok(0, "get", 3).with("key", "a"),
                Event.ok(1, "put", 5),
                Event.invoke(0, "put", 4).with("key", "a"));

        Map<Object, Operations> byKey = history.columns().byExtra("key");

        assertThat(byKey).containsOnlyKeys("a", "b");
        assertSame(
                byKey.get("a"),
                List.of(history.judged().get(0), history.judged().get(2)));
        assertSame(byKey.get("b"), List.of(history.judged().get(1)));
    }

    @Test
    void anOperationWithoutOneKeyForbidsPartition() {
        assertNotKeyed("expected a value [key v], not 7", Event.invoke(0, "write", 7));
        assertNotKeyed("expected a value [key v], not nil", Event.invoke(0, "read", null));
        assertNotKeyed(
                "expected it to complete on key 1",
                Event.invoke(0, "read", asList(1, null)),
                Event.ok(0, "read", asList(2, 5)));
        assertNotKeyed(
                "expected a value [key v], not a transaction, which may be of several keys",
                Event.invoke(0, "txn", Edn.parse("[[:append 1 2] [:append 2 3]]")));
        assertThatThrownBy(() -> History.of(Event.invoke(0, "get", 1)).columns().byExtra("key"))
                .isInstanceOf(MalformedOperation.class)
                .hasMessageContaining("expected a key under :key");
        assertThatThrownBy(() -> History.of(
                                Event.invoke(0, "get", 1).with("key", 1),
                                Event.ok(0, "get", 1).with("key", 2))
                        .columns()
                        .byExtra("key"))
                .isInstanceOf(MalformedOperation.class)
                .hasMessageContaining("expected it to complete on key 1");
    }

    private static void assertNotKeyed(String expectation, Event... events) {
        assertThatThrownBy(() -> History.of(events).columns().byValueTuple())
                .isInstanceOf(MalformedOperation.class)
                .hasMessageContaining(expectation);
    }
}
