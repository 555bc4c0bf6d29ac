package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.CasRegisterObserved;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.MultiRegister;
import dev.faultline.checkers.model.Mutex;
import dev.faultline.checkers.model.Nondeterministic;
import dev.faultline.checkers.model.OwnerMutex;
import dev.faultline.checkers.model.UnorderedQueue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a model says of itself reaches the verdict. */
class ModelsInChecksTest {
    private static <S extends Model<S>> String verdict(S model, Event... events) {
        return Linearizability.of(model).check(History.of(events)).word();
    }

    @Test
    void aRefusedCompareAndSetIsAnObservationOnlyWhereTheModelSaysSo() {
        Event[] events = {
            Event.invoke(0, "write", 1), Event.ok(0, "write", 1),
            Event.invoke(0, "cas", List.of(1, 2)), Event.fail(0, "cas", List.of(1, 2))
        };

        assertThat(verdict(new CasRegister(), events)).isEqualTo("valid");
        assertThat(verdict(new CasRegisterObserved(), events)).isEqualTo("invalid");
        assertThat(verdict(new CasRegisterObserved(), Arrays.copyOf(events, 2))).isEqualTo("valid");
    }

    @Test
    void aRefusedCompareAndSetIsJudgedByKeyToo() {
        History history = History.of(
                Event.invoke(0, "write", List.of("x", 1)), Event.ok(0, "write", List.of("x", 1)),
                Event.invoke(0, "cas", List.of("y", List.of(1, 2))), Event.fail(0, "cas", List.of("y", List.of(1, 2))),
                Event.invoke(0, "cas", List.of("x", List.of(1, 2))), Event.fail(0, "cas", List.of("x", List.of(1, 2))));
        History unharmed = History.of(history.events().subList(0, 4));

        assertThat(Linearizability.of(new CasRegisterObserved())
                        .perKey()
                        .check(history)
                        .word())
                .isEqualTo("invalid");
        assertThat(Linearizability.of(new CasRegisterObserved())
                        .perKey()
                        .check(unharmed)
                        .word())
                .isEqualTo("valid");
    }

    @Test
    void whoReleasesMattersToALockWithAnOwner() {
        Event[] events = {
            Event.invoke(0, "acquire", null), Event.ok(0, "acquire", null),
            Event.invoke(1, "release", null), Event.ok(1, "release", null)
        };

        assertThat(verdict(new Mutex(), events)).isEqualTo("valid");
        assertThat(verdict(new OwnerMutex(), events)).isEqualTo("invalid");
    }

    @Test
    void aCrashedReleaseOfAnotherProcessDoesNotFreeAnOwnedLock() {
        Event[] events = {
            Event.invoke(0, "acquire", null), Event.ok(0, "acquire", null),
            Event.invoke(1, "release", null), Event.info(1, "release", null),
            Event.invoke(2, "acquire", null), Event.ok(2, "acquire", null)
        };

        assertThat(Linearizability.of(new OwnerMutex())
                        .algorithm(Algorithm.SEARCH)
                        .check(History.of(events))
                        .word())
                .isEqualTo("invalid");
        assertThat(verdict(new Mutex(), events)).isEqualTo("valid");
    }

    @Test
    void registersOfATransactionAreReadTogether() {
        Keyword read = Keyword.of("r");
        Keyword write = Keyword.of("w");
        Event[] torn = {
            Event.invoke(0, "txn", List.of(List.of(write, "x", 1), List.of(write, "y", 1))),
            Event.ok(0, "txn", List.of(List.of(write, "x", 1), List.of(write, "y", 1))),
            Event.invoke(1, "read", Map.of("x", 0)),
            Event.ok(1, "read", Map.of("x", 1, "y", 1)),
            Event.invoke(1, "txn", List.of(Arrays.asList(read, "x", null), Arrays.asList(read, "y", null))),
            Event.ok(1, "txn", List.of(List.of(read, "x", 1), List.of(read, "y", 2)))
        };

        assertThat(verdict(new MultiRegister(), torn)).isEqualTo("invalid");
        assertThat(verdict(MultiRegister.of(Map.of("y", 2)), Arrays.copyOfRange(torn, 4, 6)))
                .isEqualTo("invalid");
        assertThat(verdict(MultiRegister.of(Map.of("x", 1, "y", 2)), Arrays.copyOfRange(torn, 4, 6)))
                .isEqualTo("valid");
        assertThat(verdict(new MultiRegister(), Arrays.copyOf(torn, 4))).isEqualTo("valid");
    }

    @Test
    void aCrashedDequeueMayHaveTakenWhatAnUnorderedQueueLacks() {
        Event[] events = {
            Event.invoke(1, "dequeue", null), Event.info(1, "dequeue", null),
            Event.invoke(0, "enqueue", 1), Event.ok(0, "enqueue", 1),
            Event.invoke(0, "enqueue", 2), Event.ok(0, "enqueue", 2),
            Event.invoke(2, "dequeue", null), Event.ok(2, "dequeue", 1),
            Event.invoke(2, "dequeue", null), Event.ok(2, "dequeue", null)
        };

        assertThat(verdict(new UnorderedQueue(), events)).isEqualTo("valid");
        assertThat(verdict(new UnorderedQueue(), Arrays.copyOfRange(events, 2, 10)))
                .isEqualTo("invalid");
        assertThat(verdict(new UnorderedQueue(), Arrays.copyOfRange(events, 2, 8)))
                .isEqualTo("valid");
    }

    /** A die that shows some number from its last throw on. */
    private record Die(long shows) implements Nondeterministic.State<Die> {
        @Override
        public Set<Die> next(Operation operation) {
            if (operation.function().equals("throw")) {
                return Set.of(new Die(1), new Die(2), new Die(3), new Die(4), new Die(5), new Die(6));
            }
            return Long.valueOf(shows).equals(operation.value()) ? Set.of(this) : Set.of();
        }

        @Override
        public Set<String> functions() {
            return Set.of("throw", "look");
        }
    }

    @Test
    void anObjectThatMayGoToSeveralStatesIsInOneOfThem() {
        Event[] events = {
            Event.invoke(0, "throw", null), Event.ok(0, "throw", null),
            Event.invoke(0, "look", null), Event.ok(0, "look", 5),
            Event.invoke(0, "look", null), Event.ok(0, "look", 4)
        };

        assertThat(verdict(Nondeterministic.of(new Die(1)), Arrays.copyOf(events, 4)))
                .isEqualTo("valid");
        assertThat(verdict(Nondeterministic.of(new Die(1)), events)).isEqualTo("invalid");
    }
}
