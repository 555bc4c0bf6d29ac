package dev.faultline.harness.run;

import static dev.faultline.harness.run.Recorded.PROOF;
import static dev.faultline.harness.run.Recorded.faults;
import static dev.faultline.harness.run.Recorded.nanos;
import static dev.faultline.harness.run.Recorded.proved;
import static dev.faultline.harness.run.Recorded.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.verdict.Verdict;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NarrowingTest {
    private static final List<String> MAJORITY = List.of("n1", "n2");

    private static History narrowed(Recorded recorded, FaultsRecord faults) {
        return Narrowing.toProvedCuts(recorded.history(), faults, Set.of("read"));
    }

    private static Verdict check(History history) {
        return Linearizability.of(new CasRegister()).perKey().check(history);
    }

    private static List<Long> readers(History history) {
        return history.operations().stream()
                .filter(operation -> operation.function().equals("read"))
                .map(operation -> Long.parseLong(operation.process().toString()))
                .toList();
    }

    @Test
    void of_reads_only_those_of_the_cut_off_node_within_the_proof_remain() {
        Recorded reads = new Recorded()
                .read(0, 1200, 1210, "a", null) // on the majority's side
                .read(2, 1050, 1110, "a", null) // begun before the proof
                .read(5, 1200, 1210, "a", null)
                .read(8, 1890, 1950, "a", null) // ended after the proof
                .unknown(11, 1300, 1400, "read", null)
                .open(14, 1500, "read", null);
        assertThat(readers(narrowed(reads, faults(proved())))).containsExactly(5L);
    }

    @Test
    void mutations_all_remain_wherever_they_ran_and_however_they_ended() {
        Recorded mutations = new Recorded()
                .write(0, 100, 110, "a", 1)
                .failed(1, 200, 210, "cas", List.of("a", List.of(7L, 8L)))
                .unknown(2, 300, 400, "write", List.of("a", 2L))
                .open(3, 500, "write", List.of("a", 3L));
        assertThat(narrowed(mutations, faults(proved()))).isEqualTo(mutations.history());
    }

    @Test
    void reads_within_a_window_that_is_not_proved_go() {
        Proof no = new Proof(false, PROOF.from(), PROOF.to(), "datagrams", "some came through", Map.of());
        Recorded read = new Recorded().read(2, 1200, 1210, "a", null);
        assertThat(readers(narrowed(read, faults(window(no, nanos(2000), MAJORITY, null)))))
                .isEmpty();
        assertThat(readers(narrowed(read, faults(window(null, nanos(2000), MAJORITY, "lost")))))
                .isEmpty();
        assertThat(readers(narrowed(read, faults(window(PROOF, nanos(2000), List.of(), null)))))
                .as("where no majority was left, nobody is cut off from it")
                .isEmpty();
    }

    @Test
    void what_remains_keeps_its_indices() {
        History history = Recorded.stale().history();
        History narrowed = narrowed(Recorded.stale(), faults(proved()));
        assertThat(narrowed.events()).hasSize(6);
        for (Event event : narrowed.events()) {
            Event whole = history.event((int) event.index());
            assertThat(event.time()).isEqualTo(whole.time());
            assertThat(event.function()).isEqualTo(whole.function());
        }
    }

    @Test
    void the_stale_read_of_the_cut_off_node_still_convicts() {
        assertThat(check(Recorded.stale().history()).word()).isEqualTo("invalid");
        assertThat(check(narrowed(Recorded.stale(), faults(proved()))).word()).isEqualTo("invalid");
    }

    @Test
    void a_violation_is_hidden_at_worst_and_never_made() {
        int invalid = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Recorded recorded = random(new Seed(seed).dice());
            boolean whole = check(recorded.history()).word().equals("invalid");
            boolean part = check(narrowed(recorded, faults(proved()))).word().equals("invalid");
            assertThat(whole || !part).as("seed %d", seed).isTrue();
            invalid += part ? 1 : 0;
        }
        assertThat(invalid).as("narrowed histories that still convict").isPositive();
    }

    /** Operations in and around the window, whose values are guesses. */
    private static Recorded random(Dice dice) {
        Recorded recorded = new Recorded();
        for (int i = 0; i < 12; i++) {
            long from = 1000 + dice.below(900);
            long to = from + 1 + dice.below(60);
            long value = dice.below(3);
            switch (dice.below(5)) {
                case 0 -> recorded.write(i, from, to, "a", value);
                case 1 -> recorded.unknown(i, from, to, "write", List.of("a", value));
                case 2 -> recorded.unknown(i, from, to, "read", java.util.Arrays.asList("a", null));
                default -> recorded.read(i, from, to, "a", value);
            }
        }
        return recorded;
    }
}
