package dev.faultline.checkers.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void anInvocationAndItsCompletionAreOneOperation() {
        History history = History.of(
                Event.invoke(0, "read", null).at(1_000).with("node", "n1"),
                Event.invoke(1, "write", 5),
                Event.ok(0, "read", 4).at(3_000));

        Operation read = history.operations().get(0);
        assertThat(read.process()).isEqualTo(ProcessId.client(0));
        assertThat(read.outcome()).isEqualTo(Outcome.OK);
        assertThat(read.argument()).isNull();
        assertThat(read.value()).isEqualTo(4L);
        assertThat(read.invokedRank()).isZero();
        assertThat(read.completedRank()).isEqualTo(2);
        assertThat(read.invokedAt()).isEqualTo(1_000);
        assertThat(read.completedAt()).isEqualTo(3_000);
        assertThat(read.node()).isEqualTo("n1");
        assertThat(read).hasToString("process 0 (n1)  read -> 4");
    }

    @Test
    void anInvocationWithoutCompletionIsOpenForEver() {
        Operation write = History.of(Event.invoke(1, "write", 5)).operations().get(0);

        assertThat(write.outcome()).isEqualTo(Outcome.INFO);
        assertThat(write.completedRank()).isEqualTo(Operation.NEVER);
        assertThat(write.value()).isEqualTo(5L);
    }

    @Test
    void aProcessMayInvokeAgainAfterInfoAndTheOldOperationStaysOpen() {
        List<Operation> operations = History.of(
                        Event.invoke(1, "write", 5),
                        Event.info(1, "write", 5).withError("timeout"),
                        Event.invoke(1, "write", 6),
                        Event.ok(1, "write", 6))
                .judged();

        assertThat(operations).extracting(Operation::outcome).containsExactly(Outcome.INFO, Outcome.OK);
        assertThat(operations.get(0).completedRank()).isEqualTo(Operation.NEVER);
        assertThat(operations.get(0).error()).isEqualTo("timeout");
    }

    @Test
    void failedOperationsAreNotJudged() {
        History history = History.of(Event.invoke(1, "cas", List.of(1, 2)), Event.fail(1, "cas", List.of(1, 2)));

        assertThat(history.judged()).isEmpty();
        assertThat(history.operations()).hasSize(1);
    }

    @Test
    void onlyTheNemesisIsNoClient() {
        Event cut = Event.of(EventType.INFO, ProcessId.NEMESIS, "cut", List.of("n1"));
        ProcessId named = ProcessId.named("loader");
        History history = History.of(
                cut,
                Event.of(EventType.INVOKE, named, "write", 1),
                cut,
                Event.of(EventType.OK, named, "write", 1),
                Event.of(EventType.INVOKE, new ProcessId("nemesis"), "write", 2));

        assertThat(history.operations())
                .extracting(operation -> operation.process().toString())
                .containsExactly("loader", "nemesis");
        assertThat(history.size()).isEqualTo(5);
    }

    @Test
    void invokingWhileAnOperationIsOpenIsAnInputError() {
        assertThatThrownBy(() -> History.of(Event.invoke(1, "read", null), Event.invoke(1, "read", null)))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessage("event 1: expected process 1 to complete its open operation (event 0)"
                        + " before it invokes another");
    }

    @Test
    void completingNothingIsAnInputError() {
        assertThatThrownBy(() -> History.of(Event.ok(1, "read", 3)))
                .isInstanceOf(HistoryFormatException.class)
                .hasMessage("event 0: expected an invocation by process 1 before its ok");
    }

    @Test
    void valuesOfAnyNumberTypeEqualWhatAReaderFinds() {
        Event event = Event.invoke(1, "cas", Arrays.asList((short) 1, 2));

        assertThat(event.value()).isEqualTo(List.of(1L, 2L));
        assertThat(History.of(event).operations().get(0).pair()).isEqualTo(new Pair(1L, 2L));
    }

    @Test
    void aValueOfTheWrongShapeHasNoPair() {
        Operation operation = History.of(Event.invoke(1, "cas", 7)).operations().get(0);

        assertThatThrownBy(operation::pair)
                .isInstanceOf(MalformedOperation.class)
                .hasMessage("process 1  cas 7: expected a value of two parts, [a b]");
    }

    @Test
    void eventsComeBackAsTheyWereAdded() {
        List<Event> events = List.of(
                new Event(
                        7,
                        EventType.INVOKE,
                        new ProcessId("p"),
                        "f",
                        List.of(1L),
                        9,
                        null,
                        Map.of(Keyword.of("node"), "n2")),
                new Event(8, EventType.FAIL, new ProcessId("p"), "f", null, -1, "err", Map.of()));

        assertThat(History.of(events).events()).isEqualTo(events);
    }
}
