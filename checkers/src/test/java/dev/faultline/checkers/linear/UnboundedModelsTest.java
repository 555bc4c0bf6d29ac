package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Step;
import org.junit.jupiter.api.Test;

/** Models whose states have no end, where crashed operations must not be taken as inexhaustible. */
class UnboundedModelsTest {
    private static History oneCrashedAndOneCompletedIncrementThenARead(long seen) {
        return History.of(
                Event.invoke(0, "increment", null),
                Event.info(0, "increment", null),
                Event.invoke(1, "increment", null),
                Event.ok(1, "increment", null),
                Event.invoke(1, "read", null),
                Event.ok(1, "read", seen));
    }

    private static String verdict(long seen) {
        return Linearizability.of(new Counter(0))
                .check(oneCrashedAndOneCompletedIncrementThenARead(seen))
                .word();
    }

    @Test
    void aReadBelowWhatCompletedIsFoundInvalidInsteadOfCountingForEver() {
        assertThat(verdict(0)).isEqualTo("invalid");
    }

    @Test
    void aCrashedOperationCountsAtMostOnce() {
        assertThat(verdict(1)).isEqualTo("valid");
        assertThat(verdict(2)).isEqualTo("valid");
        assertThat(verdict(3)).isEqualTo("invalid");
    }

    private record Counter(long count) implements Model<Counter> {
        @Override
        public Step<Counter> step(Operation op) {
            if (op.function().equals("increment")) {
                return to(new Counter(count + 1));
            }
            return Long.valueOf(count).equals(op.value()) ? same() : illegal("read %s of %s", op.value(), count);
        }
    }
}
