package dev.faultline.checkers.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Valid;
import dev.faultline.checkers.verdict.Witness;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BankCheckerTest {
    private static final BankChecker CHECKER = new BankChecker(3, 10);

    private static Finding find(Event[]... parts) {
        return CHECKER.find(
                History.of(Arrays.stream(parts).flatMap(Arrays::stream).toArray(Event[]::new)));
    }

    private static Witness witness(Event[]... parts) {
        return ((Invalid) find(parts).verdict()).witness();
    }

    private static Event[] read(long process, long... balances) {
        Map<Long, Long> shown = new TreeMap<>();
        for (int account = 0; account < balances.length; account++) {
            shown.put((long) account, balances[account]);
        }
        return new Event[] {Event.invoke(process, "read", null), Event.ok(process, "read", shown)};
    }

    private static Event[] transferred(long process, long from, long to, long amount) {
        Map<?, ?> transfer = RandomBank.transfer(from, to, amount);
        return new Event[] {Event.invoke(process, "transfer", transfer), Event.ok(process, "transfer", transfer)};
    }

    @Test
    void reads_that_show_the_total_are_valid_whichever_transfers_they_saw() {
        Finding finding = find(read(0, 10, 10, 10), transferred(1, 0, 1, 10), read(0, 0, 20, 10), read(1, 10, 10, 10));
        assertThat(finding.verdict()).isInstanceOf(Valid.class);
        assertThat(finding.details()).containsEntry("reads", 3).containsEntry("wrong reads", 0);
    }

    @Test
    void money_that_is_made_or_lost_is_invalid_and_told_with_how_much() {
        assertThat(witness(read(0, 10, 10, 15)).summary())
                .isEqualTo("process 0 read balances that sum up to 35, 5 too much");
        assertThat(witness(read(0, 10, 10, 8)).summary())
                .isEqualTo("process 0 read balances that sum up to 28, 2 too little");
    }

    @Test
    void a_negative_balance_is_invalid_though_the_total_is_right() {
        assertThat(witness(read(0, 10, 30, -10)).summary()).isEqualTo("process 0 read a negative balance of 2 (-10)");
    }

    @Test
    void an_account_that_is_not_shown_or_that_nobody_opened_is_invalid_though_the_total_is_right() {
        assertThat(witness(read(0, 10, 20)).summary()).isEqualTo("process 0 read no balance of account 2");
        assertThat(witness(read(0, 10, 20, 0, 0)).summary())
                .isEqualTo("process 0 read a balance of account 3, which nobody had opened");
    }

    @Test
    void two_transfers_that_overlap_on_an_account_explain_what_is_too_much() {
        Map<?, ?> lost = RandomBank.transfer(0, 1, 3);
        Map<?, ?> by = RandomBank.transfer(0, 2, 5);
        Event[] overlap = {
            Event.invoke(1, "transfer", lost).at(1_000_000).with("node", "n1"),
            Event.invoke(2, "transfer", by).at(2_000_000).with("node", "n1"),
            Event.ok(1, "transfer", lost).at(3_000_000).with("node", "n1"),
            Event.ok(2, "transfer", by).at(4_000_000).with("node", "n1")
        };
        Witness witness = witness(transferred(3, 1, 2, 1), read(0, 10, 9, 11), overlap, read(0, 5, 12, 16));
        assertThat(witness.summary()).isEqualTo("process 0 read balances that sum up to 33, 3 too much");
        assertThat(witness.story())
                .contains(
                        "process 1 (n1) transferred 3 from 0 to 1 (0.001 to 0.003 s), overlapping process 2 (n1) which"
                                + " transferred 5 from 0 to 2 (0.002 to 0.004 s): had the second overwritten what the first made of"
                                + " account 0, just that would be seen");
        assertThat(witness.cited())
                .extracting(cited -> cited.operation().function())
                .containsExactly("read", "transfer", "transfer");
        assertThat(witness.cited()).allMatch(Cited::culprit);
    }

    @Test
    void without_such_a_pair_the_transfers_since_the_last_right_read_are_named() {
        Witness witness =
                witness(transferred(1, 0, 1, 2), read(0, 8, 12, 10), transferred(2, 1, 2, 4), read(0, 8, 8, 10));
        assertThat(witness.story())
                .contains("the transfers since the last read that was right: 4 from 1 to 2 by process 2");
        assertThat(witness(read(0, 10, 10, 10), read(0, 1, 1, 1)).story())
                .contains("no transfer was under way since the last read that was right");
    }

    @Test
    void without_an_answered_read_nothing_is_known() {
        assertThat(find(transferred(0, 0, 1, 1)).verdict()).isEqualTo(new Unknown("no read was answered"));
    }

    @Test
    void what_is_no_history_of_a_bank_is_unknown() {
        for (List<Event> events : List.of(
                List.of(Event.invoke(0, "pop", 1L), Event.ok(0, "pop", 1L)),
                List.of(Event.invoke(0, "transfer", 1L), Event.ok(0, "transfer", 1L)),
                List.of(Event.invoke(0, "read", null), Event.ok(0, "read", List.of(1L))),
                List.of(Event.invoke(0, "read", null), Event.ok(0, "read", Map.of("a", 1L))))) {
            assertThat(CHECKER.check(History.of(events)))
                    .isInstanceOfSatisfying(
                            Unknown.class, u -> assertThat(u.cause()).contains("expected "));
        }
        assertThat(find(read(0, Long.MAX_VALUE, 1, 1)).verdict()).isInstanceOf(Unknown.class);
        assertThatThrownBy(() -> new BankChecker(0, 1)).hasMessage("accounts: must be 1 or more, not 0");
    }

    @Test
    void agrees_with_the_oracle_on_thousands_of_careless_banks() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < 10_000; seed++) {
            History history = RandomBank.careless(seed);
            BankOracle oracle = new BankOracle(history, RandomBank.ACCOUNTS, RandomBank.BALANCE);
            Finding finding = new BankChecker(RandomBank.ACCOUNTS, RandomBank.BALANCE).find(history);
            seen.merge(finding.verdict().word(), 1, Integer::sum);
            assertThat(finding.verdict().word())
                    .as("seed %d %s", seed, history.events())
                    .isEqualTo(oracle.verdict());
            assertThat(finding.details())
                    .containsEntry("reads", oracle.reads)
                    .containsEntry("wrong reads", oracle.wrong)
                    .containsEntry("furthest from the total", oracle.furthest);
            if (finding.verdict() instanceof Invalid invalid) {
                assertThat(invalid.witness().cited().get(0).operation().completedRank())
                        .as("seed %d %s", seed, history.events())
                        .isEqualTo(oracle.first);
            }
        }
        assertThat(seen.get("valid")).isGreaterThan(1000);
        assertThat(seen.get("invalid")).isGreaterThan(1000);
    }

    @Test
    void no_isolated_bank_is_ever_found_invalid_whatever_crashed_in_it() {
        for (long seed = 0; seed < 10_000; seed++) {
            History history = RandomBank.isolated(seed);
            assertThat(new BankChecker(RandomBank.ACCOUNTS, RandomBank.BALANCE)
                            .check(history)
                            .word())
                    .as("seed %d %s", seed, history.events())
                    .isNotEqualTo("invalid");
        }
    }
}
