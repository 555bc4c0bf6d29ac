package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Access;
import dev.faultline.checkers.model.CasRegister;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StaleReadsTest {
    private static final long NANOS_PER_RANK = 1_000_000;
    private static final CasRegister REGISTER = new CasRegister();

    @Test
    void aReadTwoVersionsBackIsTwoVersionsAndTheirTimeStale() {
        List<Operation> operations = timed(History.of(
                        Event.invoke(0, "write", 1),
                        Event.ok(0, "write", 1),
                        Event.invoke(0, "write", 2),
                        Event.ok(0, "write", 2),
                        Event.invoke(0, "write", 3),
                        Event.ok(0, "write", 3),
                        Event.invoke(1, "read", null),
                        Event.ok(1, "read", 1))
                .judged());

        StaleReads stale = Objects.requireNonNull(StaleReads.of(operations, decider()));

        assertThat(stale).isEqualTo(new StaleReads(OptionalInt.of(2), OptionalLong.of(3_001_000)));
        assertThat(stale.told()).isEqualTo("reads were up to 2 versions / 0.003001 s stale");
    }

    @Test
    void aValueThatWasNeverWrittenIsNotStale() {
        List<Operation> operations = timed(History.of(Event.invoke(1, "read", null), Event.ok(1, "read", 9))
                .judged());

        assertThat(Objects.requireNonNull(StaleReads.of(operations, decider())).told())
                .isEmpty();
    }

    @Test
    void aViolationTellsHowStaleReadsWere() {
        History history = History.of(
                Event.invoke(0, "write", 1),
                Event.ok(0, "write", 1),
                Event.invoke(0, "write", 2),
                Event.ok(0, "write", 2),
                Event.invoke(1, "read", null),
                Event.ok(1, "read", 1));

        assertThat(Linearizability.of(REGISTER).find(history).details())
                .containsEntry("staleness", "reads were up to 1 version stale");
    }

    /** Versions and time are the least with which brute force finds an order. */
    @Test
    void bothAreTheLeastThatExplain() {
        int stale = 0;
        for (long seed = 0; seed < 6_000; seed++) {
            RandomHistories shape = new RandomHistories(3, 8, seed % 2 == 0 ? 0 : 3, 0.2, 0.3);
            List<Operation> operations = timed(shape.casRegister(seed).judged());
            if (BruteForce.isLinearizable(operations, null, BruteForce::register)) {
                continue;
            }
            StaleReads found = Objects.requireNonNull(StaleReads.of(operations, decider()));
            int versions = found.versions().orElse(20);
            assertThat(explainedBy(versions, operations))
                    .isEqualTo(found.versions().isPresent());
            assertThat(explainedBy(versions - 1, operations)).isFalse();
            long nanos = found.nanos().orElse(operations.size() * 3 * NANOS_PER_RANK);
            assertThat(explainedEarlier(nanos, operations))
                    .isEqualTo(found.nanos().isPresent());
            assertThat(explainedEarlier(nanos - 1_000, operations)).isFalse();
            stale += found.nanos().isPresent() ? 1 : 0;
        }
        assertThat(stale).isGreaterThan(80);
    }

    private static boolean explainedEarlier(long nanos, List<Operation> operations) {
        return BruteForce.isLinearizable(EarlierReads.by(nanos, operations, REGISTER), null, BruteForce::register);
    }

    private static boolean explainedBy(int versions, List<Operation> operations) {
        return BruteForce.isLinearizable(
                operations, Collections.singletonList(null), (state, op) -> lagging(versions, (List<?>) state, op));
    }

    private static Object lagging(int versions, @Nullable List<?> state, Operation operation) {
        List<@Nullable Object> values = new ArrayList<>(Objects.requireNonNull(state));
        Access access = REGISTER.access(operation);
        int from = access.puts() ? values.size() - 1 : Math.max(0, values.size() - 1 - versions);
        if (access.needs() && !values.subList(from, values.size()).contains(access.needed())) {
            return BruteForce.IMPOSSIBLE;
        }
        if (access.puts()) {
            values.add(access.put());
        }
        return values;
    }

    private static List<Operation> timed(List<Operation> operations) {
        List<Operation> timed = new ArrayList<>();
        for (Operation o : operations) {
            timed.add(new Operation(
                    o.process(),
                    o.function(),
                    o.argument(),
                    o.result(),
                    o.outcome(),
                    o.invokedRank(),
                    o.completedRank(),
                    o.invokedRank() * NANOS_PER_RANK,
                    o.isOk() ? o.completedRank() * NANOS_PER_RANK : -1,
                    o.node(),
                    o.error()));
        }
        return timed;
    }

    private static Decider<CasRegister> decider() {
        return new Decider<>(REGISTER, Budget.DEFAULT, Algorithm.paths(Algorithm.AUTO), true);
    }
}
