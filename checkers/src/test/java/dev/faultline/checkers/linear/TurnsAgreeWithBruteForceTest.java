package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.model.Model;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With the shortest of turns small histories see both searches, each of them stopped and gone on with again and again. */
class TurnsAgreeWithBruteForceTest {
    /** Of each object; {@code -Dfaultline.oracle.histories} gives another number. */
    private static final int HISTORIES = Integer.getInteger("faultline.oracle.histories", 20_000);

    static List<Oracle<?>> oracles() {
        return List.of(
                Oracle.registers(false),
                Oracle.casRegisters(false),
                Oracle.casRegistersHolding(1, false),
                Oracle.crashing(),
                Oracle.overwriting(),
                Oracle.mutexes());
    }

    @ParameterizedTest
    @MethodSource("oracles")
    <S extends Model<S>> void searches_in_turns_say_what_trying_every_order_says(Oracle<S> oracle) {
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<Operation> operations = oracle.history(seed).judged();
            boolean expected = BruteForce.isLinearizable(operations, oracle.initial(), oracle.specification());
            Search.Result result =
                    new Portfolio(Preparation.prepare(operations, oracle.model()), Budget.DEFAULT, 1).run();
            if (result instanceof Search.Found found) {
                assertThat(expected).as("possible, seed %d", seed).isTrue();
                assertThat(oracle.replay(operations, found.order()))
                        .as("seed %d", seed)
                        .isEmpty();
            } else {
                assertThat(result).as("seed %d", seed).isInstanceOf(Search.Impossible.class);
                assertThat(expected).as("possible, seed %d", seed).isFalse();
            }
        }
    }
}
