package dev.faultline.checkers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Valid;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Zones, and the search in its place, on registers whose values are written once. */
class ZonesAgreeWithBruteForceTest {
    /** Of each object; {@code -Dfaultline.oracle.histories} gives another number. */
    private static final int HISTORIES = Integer.getInteger("faultline.oracle.histories", 40_000);

    static List<Oracle<?>> oracles() {
        return List.of(Oracle.registers(true), Oracle.casRegisters(true), Oracle.casRegistersHolding(1, true));
    }

    @ParameterizedTest
    @MethodSource("oracles")
    <S extends Model<S>> void zones_and_search_say_what_trying_every_order_says(Oracle<S> oracle) {
        Checker auto = Linearizability.of(oracle.model());
        Checker search = Linearizability.of(oracle.model()).algorithm("not-zones");
        int valid = 0;
        int byZones = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = oracle.history(seed);
            assertThat(oracle.objection(history, auto))
                    .as("zones, seed %d", seed)
                    .isEmpty();
            assertThat(oracle.objection(history, search))
                    .as("search, seed %d", seed)
                    .isEmpty();
            valid += search.check(history) instanceof Valid ? 1 : 0;
            byZones += "zones".equals(auto.find(history).details().get("algorithm")) ? 1 : 0;
        }
        assertThat(valid).isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
        assertThat(byZones).isGreaterThan(HISTORIES / 10);
    }
}
