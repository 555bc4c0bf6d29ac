package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.FifoQueue;
import dev.faultline.checkers.model.Register;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
    @Test
    void aCrashedWriteMayTakeEffectMuchLaterButOnlyOnce() {
        Event[] lateEffect = {
            Event.invoke(0, "write", 1),
            Event.info(0, "write", 1),
            Event.invoke(1, "write", 2),
            Event.ok(1, "write", 2),
            Event.invoke(2, "read", null),
            Event.ok(2, "read", 2),
            Event.invoke(2, "read", null),
            Event.ok(2, "read", 1),
        };
        List<Event> twice = new ArrayList<>(List.of(lateEffect));
        twice.add(Event.invoke(2, "read", null));
        twice.add(Event.ok(2, "read", 2));

        assertThat(check(History.of(lateEffect))).isInstanceOf(Valid.class);
        assertThat(check(History.of(twice))).isInstanceOf(Invalid.class);
    }

    /** The crashed write of 1 finds 1 there already; what it does is to overwrite the 2, which nobody reads. */
    @Test
    void aCrashedWriteOfWhatIsThereMayOverwriteAnotherWrite() {
        History history = History.of(
                Event.invoke(2, "write", 1),
                Event.invoke(0, "cas", List.of(1, 0)),
                Event.invoke(1, "write", 2),
                Event.ok(0, "cas", List.of(1, 0)),
                Event.invoke(3, "write", 2),
                Event.ok(1, "write", 2),
                Event.invoke(0, "read", null),
                Event.ok(0, "read", 0));

        assertThat(Linearizability.of(new CasRegister(1L)).check(history)).isInstanceOf(Valid.class);
    }

    /** The write of 5 is needed by nobody but the crashed swap, which must happen for 6 to be read. */
    @Test
    void aWriteThatOnlyACrashedSwapNeedsKeepsItsPlace() {
        assertThat(check(History.of(
                        Event.invoke(1, "write", 5),
                        Event.invoke(2, "cas", List.of(5, 6)),
                        Event.invoke(3, "cas", List.of(9, 6)),
                        Event.invoke(0, "write", 1),
                        Event.ok(0, "write", 1),
                        Event.invoke(0, "read", null),
                        Event.ok(0, "read", 1),
                        Event.ok(1, "write", 5),
                        Event.invoke(4, "read", null),
                        Event.ok(4, "read", 6))))
                .isInstanceOf(Valid.class);
    }

    @Test
    void aReadOfNilConstrainsNothing() {
        assertThat(check(History.of(
                        Event.invoke(0, "write", 1),
                        Event.ok(0, "write", 1),
                        Event.invoke(0, "read", null),
                        Event.ok(0, "read", null))))
                .isInstanceOf(Valid.class);
    }

    @Test
    void anEmptyHistoryIsValid() {
        assertThat(check(History.of())).isEqualTo(new Valid(List.of()));
    }

    @Test
    void aFunctionTheModelDoesNotKnowIsUnknown() {
        Verdict verdict = Linearizability.of(new Register()).check(History.of(Event.invoke(0, "cas", List.of(1, 2))));

        assertThat(verdict).isEqualTo(new Unknown("process 0  cas [1 2]: expected one of read, write"));
    }

    @Test
    void aValueOfTheWrongShapeIsUnknown() {
        History history = History.of(Event.invoke(0, "cas", 5), Event.ok(0, "cas", 5));

        assertThat(check(history)).isEqualTo(new Unknown("process 0  cas 5: expected a value of two parts, [a b]"));
        assertThat(Linearizability.of(new CasRegister()).perKey().check(history))
                .isEqualTo(new Unknown("process 0  cas 5: expected a value [key v], not 5"));
    }

    @Test
    void anOperationThatCompletesOnAnotherKeyIsUnknown() {
        History history = History.of(
                Event.invoke(0, "read", Arrays.asList("a", null)), Event.ok(0, "read", Arrays.asList("b", 1)));

        assertThat(Linearizability.of(new Register()).perKey().check(history))
                .isEqualTo(
                        new Unknown("process 0  read [\"a\" nil] -> [\"b\" 1]: expected it to complete on key \"a\""));
    }

    @Test
    void keysAreIndependent() {
        History history = History.of(
                Event.invoke(0, "write", List.of("a", 1)),
                Event.ok(0, "write", List.of("a", 1)),
                Event.invoke(0, "read", Arrays.asList("b", null)),
                Event.ok(0, "read", Arrays.asList("b", null)),
                Event.invoke(0, "write", List.of("b", 2)),
                Event.ok(0, "write", List.of("b", 2)),
                Event.invoke(1, "read", Arrays.asList("a", null)),
                Event.ok(1, "read", List.of("a", 1)));
        Finding finding = Linearizability.of(new Register()).perKey().find(history);

        assertThat(finding.verdict()).isInstanceOf(Valid.class);
        assertThat(finding.details()).containsEntry("keys", 2).containsEntry("operations", 4);
    }

    @Test
    void theOrderOfSeveralKeysRespectsRealTimeAcrossThem() {
        for (long seed = 0; seed < 300; seed++) {
            History history = interleaved(seed);
            Verdict verdict = Linearizability.of(new CasRegister()).perKey().check(history);
            List<Operation> order = ((Valid) verdict).linearization();
            Map<Integer, Operation> whole = new HashMap<>();
            history.judged().forEach(operation -> whole.put(operation.invokedRank(), operation));
            Map<Object, Object> values = new HashMap<>();
            int latestInvocation = -1;
            for (Operation placed : order) {
                assertThat(placed.completedRank()).isGreaterThan(latestInvocation);
                latestInvocation = Math.max(latestInvocation, placed.invokedRank());
                Object key = ((List<?>)
                                Objects.requireNonNull(Objects.requireNonNull(whole.remove(placed.invokedRank()))
                                        .argument()))
                        .get(0);
                Object next = BruteForce.register(values.get(key), placed);
                assertThat(next).isNotSameAs(BruteForce.IMPOSSIBLE);
                values.put(key, next);
            }
            assertThat(whole.values()).noneMatch(Operation::isOk);
        }
    }

    /** Two keys, each a history of its own, shuffled together by process numbers that do not meet. */
    private static History interleaved(long seed) {
        RandomHistories shape = new RandomHistories(3, 20, 0, 0.1, 0);
        List<Event> a = shape.casRegister(seed).events();
        List<Event> b = shape.casRegister(seed + 1_000_000).events();
        List<Event> both = new ArrayList<>();
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            if (i < a.size()) {
                both.add(keyed("a", a.get(i), 0));
            }
            if (i < b.size()) {
                both.add(keyed("b", b.get(i), 100));
            }
        }
        return History.of(both);
    }

    private static Event keyed(String key, Event event, long offset) {
        long process = (Long) Objects.requireNonNull(event.process().name()) + offset;
        return Event.of(event.type(), ProcessId.client(process), event.function(), Arrays.asList(key, event.value()));
    }

    @Test
    void moreThanSixtyFourOpenOperationsAreNoObstacle() {
        for (long seed = 0; seed < 5; seed++) {
            History history = new RandomHistories(150, 1_000, 0, 0.05, 0).casRegister(seed);
            Verdict verdict = check(history);

            assertThat(verdict).isInstanceOf(Valid.class);
            SearchAgreesWithBruteForceTest.replay(
                    new CasRegister(), history.judged(), ((Valid) verdict).linearization());
            assertThat(check(withStaleRead(history))).isInstanceOf(Invalid.class);
        }
    }

    @Test
    void manyCrashedUniqueWritesCostLittle() {
        Budget small = Budget.steps(50_000).bytes("16m");
        for (long seed = 0; seed < 40; seed++) {
            History history = new RandomHistories(10, 500, 0, 0.12, 0).casRegister(seed);
            assertThat(history.judged().stream().filter(op -> !op.isOk())).hasSizeGreaterThan(30);

            assertThat(Linearizability.of(new CasRegister()).budget(small).check(history))
                    .isInstanceOf(Valid.class);
            assertThat(Linearizability.of(new CasRegister()).budget(small).check(withStaleRead(history)))
                    .isInstanceOf(Invalid.class);
        }
    }

    /** Adds, at the end, a read of a value written in the first half and long replaced. */
    private static History withStaleRead(History history) {
        List<Event> events = new ArrayList<>(history.events());
        @Nullable Event stale = null;
        for (Event event : events.subList(0, events.size() / 2)) {
            if (event.type() == EventType.OK && event.function().equals("write")) {
                stale = event;
            }
        }
        Object value = Objects.requireNonNull(stale).value();
        events.add(Event.invoke(9_999, "read", null));
        events.add(Event.ok(9_999, "read", value));
        return History.of(events);
    }

    @Test
    void aBudgetThatRunsOutIsUnknownAndReproducible() {
        History hard = withImpossibleEnd(new RandomHistories(12, 400, 3, 0.1, 0).casRegister(1));
        Linearizability<CasRegister> steps =
                Linearizability.of(new CasRegister()).budget(Budget.steps(500));
        Linearizability<CasRegister> bytes =
                Linearizability.of(new CasRegister()).budget(Budget.DEFAULT.bytes("10k"));

        assertThat(steps.check(hard)).isEqualTo(new Unknown("the search used up its 500 steps"));
        assertThat(steps.check(hard)).isEqualTo(steps.check(hard));
        assertThat(bytes.check(hard)).isEqualTo(new Unknown("the search needs more than its 10240 bytes"));
    }

    @Test
    void aCancelledSearchIsUnknown() {
        History hard = withImpossibleEnd(new RandomHistories(12, 400, 3, 0.1, 0).casRegister(1));
        Budget cancelled = Budget.DEFAULT.until(() -> true);

        assertThat(Linearizability.of(new CasRegister()).budget(cancelled).check(hard))
                .isEqualTo(new Unknown("the search was cancelled"));
    }

    private static History withImpossibleEnd(History history) {
        List<Event> events = new ArrayList<>(history.events());
        for (int client = 500; client < 512; client++) {
            events.add(Event.invoke(client, "write", client % 3));
        }
        events.add(Event.invoke(600, "cas", List.of(0, 77)));
        events.add(Event.ok(600, "cas", List.of(0, 77)));
        events.add(Event.invoke(601, "cas", List.of(0, 77)));
        events.add(Event.ok(601, "cas", List.of(0, 77)));
        for (int client = 500; client < 512; client++) {
            events.add(Event.ok(client, "write", client % 3));
        }
        events.add(Event.invoke(602, "read", null));
        events.add(Event.ok(602, "read", 99));
        return History.of(events);
    }

    /** Key 1 is decided by a fast path that makes no order, key 2 by the search since a value is there twice. */
    @Test
    void anOrderOfSomeKeysOnlyIsNotGivenForTheWhole() {
        History history = History.of(
                Event.invoke(0, "enqueue", List.of(1, 5)),
                Event.ok(0, "enqueue", List.of(1, 5)),
                Event.invoke(0, "enqueue", List.of(2, 6)),
                Event.ok(0, "enqueue", List.of(2, 6)),
                Event.invoke(0, "enqueue", List.of(2, 6)),
                Event.ok(0, "enqueue", List.of(2, 6)));
        Linearizability<FifoQueue> perKey = Linearizability.of(new FifoQueue()).perKey();

        assertThat(perKey.find(history).details()).containsEntry("algorithm", "queue-order search");
        assertThat(perKey.check(history)).isEqualTo(new Valid(List.of()));
    }

    @Test
    void aViolationMayBeLeftUnexplained() {
        History bad = withStaleRead(new RandomHistories(3, 50, 0, 0, 0).casRegister(1));
        Verdict verdict = Linearizability.of(new CasRegister()).unexplained().check(bad);

        assertThat(verdict).isInstanceOf(Invalid.class);
        assertThat(((Invalid) verdict).witness().summary()).isEqualTo("the history is not linearizable");
    }

    @Test
    void budgetsAreChecked() {
        assertThat(Budget.DEFAULT.bytes("2g").bytes()).isEqualTo(2L << 30);
        assertThatThrownBy(() -> Budget.steps(0)).hasMessage("steps: at least 1, not 0");
        assertThatThrownBy(() -> Budget.DEFAULT.bytes("2 gigs"))
                .hasMessage("bytes: a number with k, m, g or t, not 2 gigs");
    }

    private static Verdict check(History history) {
        return Linearizability.of(new CasRegister()).check(history);
    }
}
