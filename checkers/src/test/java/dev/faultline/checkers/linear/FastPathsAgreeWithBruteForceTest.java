package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.linear.FastPath.Answer;
import dev.faultline.checkers.linear.FastPathOracle.Subject;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.model.Counter;
import dev.faultline.checkers.model.ElementSet;
import dev.faultline.checkers.model.FifoQueue;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.OwnerMutex;
import dev.faultline.checkers.model.PriorityQueue;
import dev.faultline.checkers.model.Stack;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FastPathsAgreeWithBruteForceTest {
    /** Of each object; {@code -Dfaultline.oracle.histories} gives another number. */
    private static final int HISTORIES = Integer.getInteger("faultline.oracle.histories", 40_000);

    @ParameterizedTest
    @EnumSource
    void everyAnswerIsRightAndEveryClashIsOne(Subject subject) {
        FastPathOracle oracle = new FastPathOracle(subject);
        for (long seed = 0; seed < HISTORIES; seed++) {
            assertThat(oracle.difference(seed)).isNull();
        }
        assertThat(oracle.possible).as("possible").isGreaterThan(HISTORIES / 10);
        assertThat(oracle.impossible).as("impossible").isGreaterThan(HISTORIES / 20);
        assertThat(oracle.notMine).as("left to the search").isLessThan(HISTORIES / 2);
    }

    @ParameterizedTest
    @EnumSource
    void theSearchFindsTheSame(Subject subject) {
        FastPathOracle oracle = new FastPathOracle(subject);
        for (long seed = 0; seed < HISTORIES / 20; seed++) {
            History history = oracle.history(seed);
            Answer answer = subject.path.decide(Operations.of(history.judged()), subject.model);
            Verdict searched = search(subject, history);
            if (!(answer instanceof Answer.NotMine)) {
                assertThat(searched instanceof Valid).as("seed %d", seed).isEqualTo(answer instanceof Answer.Possible);
            }
        }
    }

    private static Verdict search(Subject subject, History history) {
        return switch (subject) {
            case QUEUE -> search(new FifoQueue(), history);
            case STACK -> search(new Stack(), history);
            case PRIORITY -> search(new PriorityQueue(), history);
            case SET -> search(new ElementSet(), history);
            case COUNTER -> search(new Counter(), history);
            case LOCK -> search(new OwnerMutex(), history);
        };
    }

    private static <S extends Model<S>> Verdict search(S model, History history) {
        return Linearizability.of(model).algorithm(Algorithm.SEARCH).check(history);
    }

    @ParameterizedTest
    @EnumSource
    void anotherModelIsLeftAlone(Subject subject) {
        Answer answer = subject.path.decide(
                Operations.of(new FastPathOracle(subject).history(1).judged()), new CasRegister());

        assertThat(answer).isInstanceOf(Answer.NotMine.class);
    }

    /** While 1 was there nobody saw 2, and before that 2 had not been asked for; when 1 was gone 2 was polled. */
    @Test
    void aNumberIsNotSeenAfterItsPollCompleted() {
        List<Event> events = new ArrayList<>(List.of(
                Event.invoke(0, "insert", 2),
                Event.ok(0, "insert", 2),
                Event.invoke(1, "poll", null),
                Event.invoke(0, "insert", 1),
                Event.ok(0, "insert", 1),
                Event.invoke(2, "peek", null),
                Event.ok(1, "poll", 2),
                Event.invoke(0, "poll", null),
                Event.ok(0, "poll", 1),
                Event.ok(2, "peek", 2)));

        assertThat(answer(events)).isInstanceOf(Answer.Impossible.class);

        Event peek = events.remove(5);
        events.add(2, peek);
        assertThat(answer(events)).isInstanceOf(Answer.Possible.class);
    }

    private static Answer answer(List<Event> events) {
        return Subject.PRIORITY.path.decide(Operations.of(History.of(events).judged()), Subject.PRIORITY.model);
    }

    @Test
    void ranksWithWideGapsAreNumberedAnew() {
        FastPathOracle oracle = new FastPathOracle(Subject.QUEUE);
        for (long seed = 0; seed < 2000; seed++) {
            Operations dense = Operations.of(oracle.history(seed).judged());
            Operations sparse = Operations.of(dense.all().stream()
                    .map(operation -> spread(operation, 1000))
                    .toList());

            assertThat(Subject.QUEUE.path.decide(sparse, Subject.QUEUE.model).getClass())
                    .isEqualTo(Subject.QUEUE
                            .path
                            .decide(dense, Subject.QUEUE.model)
                            .getClass());
        }
    }

    private static Operation spread(Operation operation, int factor) {
        int never = Operation.NEVER;
        return new Operation(
                operation.process(),
                operation.function(),
                operation.argument(),
                operation.result(),
                operation.outcome(),
                operation.invokedRank() * factor,
                operation.completedRank() == never ? never : operation.completedRank() * factor,
                operation.invokedAt(),
                operation.completedAt(),
                operation.node(),
                operation.error());
    }
}
