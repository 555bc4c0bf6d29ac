package dev.faultline.checkers.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.Budget;
import dev.faultline.checkers.linear.KeyBy;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.linear.RandomHistories;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.FifoQueue;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.model.Step;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class SequentialTest {
    private static final int HISTORIES = Integer.getInteger("faultline.oracle.histories", 4_000);

    @Test
    void agreesWithEveryInterleavingOnCompareAndSetRegisters() {
        compare(new CasRegister(), RandomHistories::casRegister);
    }

    @Test
    void agreesWithEveryInterleavingOnRegistersThatBeginWithAValueOthersWrite() {
        compare(new CasRegister(1L), RandomHistories::register);
    }

    @Test
    void agreesWithEveryInterleavingOnMutexes() {
        compare(new Mutex(), RandomHistories::mutex);
    }

    /** The same without knowing that the model holds one value: nothing is inferred, orders are searched. */
    @Test
    void agreesWithEveryInterleavingOnModelsOfWhichNothingIsKnown() {
        compare(new Opaque(new CasRegister()), RandomHistories::casRegister);
    }

    private static <S extends Model<S>> void compare(S model, BiFunction<RandomHistories, Long, History> generate) {
        Random shapes = new Random(7);
        int valid = 0;
        int invalid = 0;
        int weaker = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = generate.apply(shape(shapes), seed);
            List<Operation> operations = history.judged();
            boolean expected = EveryInterleaving.exists(operations, model);
            Verdict verdict = Sequential.of(model).check(history);
            assertThat(verdict.word()).as("seed %d", seed).isEqualTo(expected ? "valid" : "invalid");
            if (verdict instanceof Valid order) {
                valid++;
                replay(model, operations, order.linearization());
                weaker += Linearizability.of(model).check(history) instanceof Invalid ? 1 : 0;
            } else {
                invalid++;
            }
        }
        assertThat(valid).isGreaterThan(HISTORIES / 10);
        assertThat(invalid).isGreaterThan(HISTORIES / 10);
        assertThat(weaker).as("histories that only linearizability forbids").isGreaterThan(HISTORIES / 100);
    }

    private static RandomHistories shape(Random random) {
        double[] rates = {0, 0.1, 0.4};
        return new RandomHistories(
                2 + random.nextInt(3),
                4 + random.nextInt(8),
                random.nextInt(2) == 0 ? 0 : 2 + random.nextInt(3),
                rates[random.nextInt(3)],
                rates[random.nextInt(3)]);
    }

    /** Every ok operation once, each legal after the last, none before what its process had completed before it. */
    private static <S extends Model<S>> void replay(S model, List<Operation> operations, List<Operation> order) {
        Set<Operation> left = new HashSet<>(operations);
        Map<Object, Integer> latest = new HashMap<>();
        S state = model;
        for (Operation operation : order) {
            assertThat(left.remove(operation)).isTrue();
            assertThat(operation.completedRank()).isGreaterThan(latest.getOrDefault(operation.process(), -1));
            latest.merge(operation.process(), operation.invokedRank(), Math::max);
            state = ((Step.Next<S>) state.step(operation)).state();
        }
        assertThat(left).noneMatch(Operation::isOk);
    }

    @Test
    void aStaleReadOfAnotherProcessIsSequentiallyConsistent() {
        History history = History.of(
                Event.invoke(0, "write", 1),
                Event.ok(0, "write", 1),
                Event.invoke(1, "read", null),
                Event.ok(1, "read", 0));

        assertThat(Linearizability.of(new CasRegister(0L)).check(history)).isInstanceOf(Invalid.class);
        assertThat(Sequential.of(new CasRegister(0L)).check(history)).isInstanceOf(Valid.class);
    }

    @Test
    void whatAProcessSawItCannotUnsee() {
        History history = History.of(
                Event.invoke(0, "write", 1),
                Event.ok(0, "write", 1),
                Event.invoke(0, "write", 2),
                Event.ok(0, "write", 2),
                Event.invoke(1, "read", null),
                Event.ok(1, "read", 2),
                Event.invoke(1, "read", null),
                Event.ok(1, "read", 1));

        assertThat(Sequential.of(new CasRegister()).check(history))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.witness())
                                .hasToString(
                                        "the history is not sequentially consistent: 3 operations would have to precede each other"
                                                + " in a circle\n  each must precede the next, and the last the first: process 1 read -> 2, process 1 read -> 1,"
                                                + " process 0 write 2"));
    }

    @Test
    void aCrashedWriteMayHappenAfterWhatItsProcessDidLater() {
        History history = History.of(
                Event.invoke(0, "write", 1),
                Event.info(0, "write", 1),
                Event.invoke(0, "read", null),
                Event.ok(0, "read", 0),
                Event.invoke(0, "read", null),
                Event.ok(0, "read", 1));

        assertThat(Sequential.of(new CasRegister(0L)).check(history)).isInstanceOf(Valid.class);
    }

    @Test
    void aQueueIsSearched() {
        Event[] out = {
            Event.invoke(0, "enqueue", 1), Event.ok(0, "enqueue", 1),
            Event.invoke(0, "enqueue", 2), Event.ok(0, "enqueue", 2),
            Event.invoke(1, "dequeue", null), Event.ok(1, "dequeue", 2),
            Event.invoke(1, "dequeue", null), Event.ok(1, "dequeue", 1)
        };

        assertThat(Sequential.of(new FifoQueue()).check(History.of(out))).isInstanceOf(Invalid.class);
    }

    @Test
    void eachKeyIsJudgedByItself() {
        History history = History.of(
                Event.invoke(0, "read", Arrays.asList("a", null)),
                Event.ok(0, "read", Arrays.asList("a", 1)),
                Event.invoke(0, "write", Arrays.asList("b", 1)),
                Event.ok(0, "write", Arrays.asList("b", 1)));

        assertThat(Sequential.of(new CasRegister())
                        .keyBy(KeyBy.VALUE_TUPLE)
                        .find(history)
                        .details())
                .containsEntry("verdicts", Map.of("\"a\"", "invalid", "\"b\"", "valid"));
    }

    @Test
    void runningOutIsUnknownAndSaysOfWhat() {
        History history = new RandomHistories(6, 200, 3, 0, 0).casRegister(1);

        assertThat(Sequential.of(new CasRegister()).budget(Budget.steps(50)).check(history))
                .isEqualTo(new Unknown("the search used up its 50 steps"));
        assertThat(Sequential.of(new CasRegister())
                        .budget(Budget.DEFAULT.bytes(10))
                        .check(history))
                .isEqualTo(new Unknown("the search needs more than its 10 bytes"));
    }

    private record Opaque(CasRegister register) implements Model<Opaque> {
        @Override
        public Step<Opaque> step(Operation operation) {
            return register.step(operation) instanceof Step.Next<CasRegister> next
                    ? to(new Opaque(next.state()))
                    : illegal("no");
        }
    }
}
