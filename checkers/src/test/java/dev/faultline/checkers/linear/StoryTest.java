package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.verdict.Invalid;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a person reads first when a run is invalid. */
class StoryTest {
    private static final long MILLI = 1_000_000;

    @Test
    void aStaleReadIsToldWithTheWriteThatReplacedItsValue() {
        LinearizabilityWitness witness = witness(
                Linearizability.of(new CasRegister()).perKey(),
                at(11_800, "n2", Event.invoke(3, "write", keyed(7, 41))),
                at(11_810, "n2", Event.ok(3, "write", keyed(7, 41))),
                at(11_900, "n1", Event.invoke(0, "write", keyed(7, 42))),
                at(11_930, "n1", Event.ok(0, "write", keyed(7, 42))),
                at(12_402, "n5", Event.invoke(9, "read", keyed(7, null))),
                at(12_405, "n5", Event.ok(9, "read", keyed(7, 41))));

        assertThat(witness).hasToString("""
                key 7 is not linearizable
                  process 9 (n5)  read -> 41    12.402 .. 12.405 s
                  but process 0 (n1)  write 42  had completed at 11.930 s, and nothing wrote 41 after it.""");
        assertThat(witness.summary())
                .isEqualTo("key 7 is not linearizable: process 9 (n5) read -> 41 cannot be explained");
        assertThat(witness.minimal()).isTrue();
        assertThat(calls(witness.core())).containsExactly("write 41", "write 42", "read -> 41");
        Staleness staleness = Objects.requireNonNull(witness.staleness());
        assertThat(staleness.needed()).isEqualTo(41L);
        assertThat(staleness.writer()).isNotNull().extracting(Operation::call).isEqualTo("write 41");
        assertThat(staleness.lastAcknowledged())
                .isNotNull()
                .extracting(Operation::call)
                .isEqualTo("write 42");
        assertThat(witness.longestOrder())
                .extracting(placed -> placed.operation().call() + " / " + placed.stateAfter())
                .containsExactly("write 41 / 41", "write 42 / 42");
        assertThat(witness.deadEnd()).isEqualTo("read 41, but it holds 42");
    }

    @Test
    void aValueNobodyWroteIsToldAsSuch() {
        assertThat(witness(
                        Linearizability.of(new CasRegister()),
                        Event.invoke(0, "write", 1),
                        Event.ok(0, "write", 1),
                        Event.invoke(1, "read", null),
                        Event.ok(1, "read", "<b>")))
                .hasToString("the history is not linearizable\n  process 1  read -> \"<b>\"\n"
                        + "  but nothing had written \"<b>\".");
    }

    @Test
    void aReadFromTheFutureIsToldAsUnwritten() {
        LinearizabilityWitness witness = witness(
                Linearizability.of(new CasRegister()),
                Event.invoke(1, "read", null),
                Event.ok(1, "read", 5),
                Event.invoke(0, "write", 5),
                Event.ok(0, "write", 5));

        assertThat(witness.toString()).endsWith("but nothing had written 5.");
        assertThat(witness.core()).hasSize(1);
    }

    @Test
    void aValueSeenThatWasWrittenLaterProvesStaleness() {
        assertThat(witness(
                        Linearizability.of(new CasRegister()),
                        Event.invoke(2, "read", null),
                        Event.invoke(0, "write", 1),
                        Event.ok(0, "write", 1),
                        Event.invoke(1, "write", 2),
                        Event.ok(2, "read", 2),
                        Event.invoke(3, "read", null),
                        Event.ok(3, "read", 1)))
                .hasToString("the history is not linearizable\n  process 3  read -> 1\n"
                        + "  but process 2  read -> 2  had completed, 2 was written after 1,"
                        + " and nothing wrote 1 again.");
    }

    @Test
    void aLockHeldTwiceIsToldWithItsHolder() {
        LinearizabilityWitness witness = witness(
                Linearizability.of(new Mutex()),
                at(1, "n1", Event.invoke(0, "acquire", null)),
                at(2, "n1", Event.ok(0, "acquire", null)),
                at(3, "n2", Event.invoke(1, "acquire", null)),
                at(5, "n2", Event.ok(1, "acquire", null)));

        assertThat(witness).hasToString("""
                the history is not linearizable
                  process 1 (n2)  acquire    0.003 .. 0.005 s
                  but it fits in no order (acquire, but it is held) with
                    process 0 (n1)  acquire    0.001 .. 0.002 s""");
        assertThat(witness.staleness()).isNull();
    }

    @Test
    void theEarliestOfSeveralKeysIsToldAndTheOthersAreNamed() {
        LinearizabilityWitness witness = witness(
                Linearizability.of(new CasRegister()).perKey(),
                Event.invoke(0, "read", keyed("late", null)),
                Event.invoke(1, "read", keyed("early", null)),
                Event.ok(1, "read", keyed("early", 1)),
                Event.ok(0, "read", keyed("late", 2)));

        assertThat(witness.key()).isEqualTo("\"early\"");
        assertThat(witness.others())
                .extracting(LinearizabilityWitness.Other::key)
                .containsExactly("\"late\"");
        assertThat(witness.toString()).endsWith("\n  also key \"late\": process 0  read -> 2");
    }

    @Test
    void theWitnessAsDataHoldsOnlyPlainValues() {
        LinearizabilityWitness witness = witness(
                Linearizability.of(new CasRegister()),
                Event.invoke(0, "write", 1),
                Event.ok(0, "write", 1),
                Event.invoke(1, "read", null),
                Event.ok(1, "read", 2));

        assertThat(witness.toData())
                .containsKeys("misfit", "core", "minimal", "longestOrder", "deadEnd", "staleness", "others")
                .containsEntry("deadEnd", "read 2, but it holds 1");
    }

    private static <S extends Model<S>> LinearizabilityWitness witness(Linearizability<S> checker, Event... events) {
        Invalid invalid = (Invalid) checker.check(History.of(events));
        return (LinearizabilityWitness) invalid.witness();
    }

    private static Event at(long millis, String node, Event event) {
        return event.at(millis * MILLI).with("node", node);
    }

    private static List<@Nullable Object> keyed(Object key, @Nullable Object value) {
        return Arrays.asList(key, value);
    }

    private static List<String> calls(List<Operation> operations) {
        return operations.stream().map(Operation::call).toList();
    }
}
