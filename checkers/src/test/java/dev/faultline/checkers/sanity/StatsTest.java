package dev.faultline.checkers.sanity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatsTest {
    private static final History WRITES_NEVER_SUCCEED = History.of(
            Event.invoke(0, "read", null),
            Event.ok(0, "read", 1),
            Event.invoke(0, "write", 1),
            Event.fail(0, "write", 1),
            Event.invoke(0, "write", 2),
            Event.info(0, "write", 2),
            Event.invoke(1, "write", 3));

    @Test
    void outcomesAreCountedByFunction() {
        assertThat(Stats.count(WRITES_NEVER_SUCCEED))
                .isEqualTo(Map.of("read", new Stats.Counts(1, 0, 0), "write", new Stats.Counts(0, 1, 2)));
        assertThat(new Stats().find(WRITES_NEVER_SUCCEED).details())
                .containsEntry("all", Map.of("ok", 1L, "fail", 1L, "info", 2L));
    }

    @Test
    void aFunctionThatNeverSucceededMakesTheRunUnknown() {
        assertThat(new Stats().check(WRITES_NEVER_SUCCEED)).isEqualTo(new Unknown("0 of 3 write operations succeeded"));
    }

    @Test
    void anExpectedFunctionThatNeverCameMakesTheRunUnknown() {
        History reads = History.of(Event.invoke(0, "read", null), Event.ok(0, "read", 1));

        assertThat(new Stats().check(reads)).isInstanceOf(Valid.class);
        assertThat(new Stats(Set.of("read", "cas")).check(reads))
                .isEqualTo(new Unknown("0 of 0 cas operations succeeded"));
    }

    @Test
    void aRunWithoutOperationsIsUnknown() {
        assertThat(new Stats().check(History.of())).isEqualTo(new Unknown("no operation was invoked"));
    }
}
