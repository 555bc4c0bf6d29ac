package dev.faultline.harness.run;

import static dev.faultline.harness.run.Recorded.PROOF;
import static dev.faultline.harness.run.Recorded.faults;
import static dev.faultline.harness.run.Recorded.nanos;
import static dev.faultline.harness.run.Recorded.proved;
import static dev.faultline.harness.run.Recorded.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.verdict.Invalid;
import dev.faultline.harness.store.FaultsRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoryTest {
    private static LinearizabilityWitness witness(Recorded recorded) {
        Invalid invalid =
                (Invalid) Linearizability.of(new CasRegister()).perKey().check(recorded.history());
        return (LinearizabilityWitness) invalid.witness();
    }

    @Test
    void one_sentence_says_who_read_what_how_late() {
        assertThat(Story.sentence(witness(Recorded.stale())))
                .isEqualTo(
                        "key a is not linearizable: process 2 (n3) read 1, 290 ms after process 0 (n1) write 2 had completed");
    }

    @Test
    void long_delays_are_told_in_seconds() {
        Recorded late = Recorded.healthy().read(2, 9_000, 9_010, "a", 1L);
        assertThat(Story.sentence(witness(late))).contains("read 1, 7.8 s after");
    }

    @Test
    void a_value_that_nobody_wrote_has_no_order_at_all() {
        Recorded invented = new Recorded().write(0, 100, 110, "a", 1).read(1, 200, 210, "a", 77L);
        assertThat(Story.sentence(witness(invented)))
                .isEqualTo("key a is not linearizable: process 1 (n2) read 77, a value that nobody had written");
        assertThat(Story.rest(witness(invented), faults()))
                .anyMatch(line -> line.startsWith("no order of the operations allows it: "));
    }

    @Test
    void the_fault_in_force_is_named_with_its_proof() {
        assertThat(Story.rest(witness(Recorded.stale()), faults(proved())))
                .contains("F1 (cut n3 | n1 n2, leaving n3 without a majority) was in force from 1.000 to 2.000 s;"
                        + " at this moment it is proved: 0 of 80 datagrams came through the cut");
    }

    @Test
    void a_cut_without_sides_is_not_said_to_leave_a_node_without_a_majority() {
        FaultsRecord.Window ring = new FaultsRecord.Window(
                "F1",
                "partition",
                "ring",
                "cut 2 links around a ring in which every node sees a majority",
                List.of("n3"),
                List.of(List.of("n1", "n3")),
                List.of(),
                List.of(),
                List.of(),
                nanos(1000),
                nanos(1050),
                nanos(1900),
                nanos(2000),
                1,
                PROOF,
                null);
        assertThat(Story.rest(witness(Recorded.stale()), faults(ring)))
                .anyMatch(line -> line.contains("F1 (cut 2 links"))
                .noneMatch(line -> line.contains("without a majority"));
    }

    @Test
    void a_fault_that_was_not_proved_at_that_moment_is_said_to_be_so() {
        assertThat(Story.rest(witness(Recorded.stale()), faults(window(null, null, List.of("n1", "n2"), "lost"))))
                .anyMatch(line -> line.endsWith("was in force from 1.000 s on; at this moment it is not proved"));
        Recorded inMargin = Recorded.healthy().read(2, 1_950, 1_960, "a", 1L);
        assertThat(Story.rest(witness(inMargin), faults(window(PROOF, nanos(2000), List.of("n1", "n2"), null))))
                .anyMatch(line -> line.endsWith("at this moment it is not proved"));
    }

    @Test
    void a_fault_that_was_over_is_not_named() {
        Recorded after = Recorded.healthy().read(2, 2_100, 2_110, "a", 1L);
        assertThat(Story.rest(witness(after), faults(proved()))).noneMatch(line -> line.contains("F1"));
    }

    @Test
    void further_keys_are_counted() {
        Recorded two = Recorded.stale()
                .write(0, 1_600, 1_610, "b", 1)
                .write(0, 1_620, 1_630, "b", 2)
                .read(2, 1_700, 1_710, "b", 1L);
        assertThat(Story.rest(witness(two), faults(proved()))).anyMatch(line -> line.contains("1 more key"));
    }

    @Test
    void compare_and_set_is_told_from_what_to_what() {
        List<Object> change = List.of("a", List.of(1L, 9L));
        Recorded lost = new Recorded()
                .write(0, 100, 110, "a", 1)
                .write(0, 120, 130, "a", 2)
                .ok(1, 200, 210, "cas", change, change);
        assertThat(Story.sentence(witness(lost))).contains("process 1 (n2) cas 1 to 9");
    }

    @Test
    void keys_cannot_smuggle_control_characters_into_a_terminal() {
        String key = "a\u001b[31m\n";
        Recorded stale = new Recorded()
                .write(0, 100, 110, key, 1)
                .write(0, 120, 130, key, 2)
                .read(1, 200, 210, key, 1L);
        assertThat(Story.sentence(witness(stale)).codePoints()).noneMatch(Character::isISOControl);
    }
}
