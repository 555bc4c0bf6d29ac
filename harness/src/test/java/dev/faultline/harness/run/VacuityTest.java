package dev.faultline.harness.run;

import static dev.faultline.harness.run.Recorded.PROOF;
import static dev.faultline.harness.run.Recorded.RECOVERY;
import static dev.faultline.harness.run.Recorded.faults;
import static dev.faultline.harness.run.Recorded.healthy;
import static dev.faultline.harness.run.Recorded.nanos;
import static dev.faultline.harness.run.Recorded.proved;
import static dev.faultline.harness.run.Recorded.test;
import static dev.faultline.harness.run.Recorded.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VacuityTest {
    private static final List<String> MAJORITY = List.of("n1", "n2");

    private static List<String> causes(Recorded recorded, FaultsRecord faults) {
        return Vacuity.causes(test("partition"), recorded.history(), faults, true);
    }

    private static List<String> causes(Window window) {
        return causes(healthy(), faults(window));
    }

    @Test
    void whereClientsChangeTheMembersNoMajorityIsKnownToServe() {
        Window served = proved();
        assertThat(Vacuity.causes(test("partition"), new Recorded().history(), faults(served), true))
                .anyMatch(cause -> cause.startsWith("no operation succeeded during"));
        assertThat(Vacuity.causes(test("partition"), new Recorded().history(), faults(served), false))
                .noneMatch(cause -> cause.startsWith("no operation succeeded during"));
    }

    @Test
    void a_run_whose_operations_succeed_through_a_proved_fault_proves_something() {
        assertThat(causes(proved())).isEmpty();
    }

    @Test
    void a_run_without_faults_proves_something_when_none_were_asked_for() {
        assertThat(Vacuity.causes(test(), healthy().history(), faults(), true)).isEmpty();
        assertThat(Vacuity.causes(test("kill", "pause"), healthy().history(), faults(), true))
                .containsExactly("no fault was injected, though these were asked for: kill, pause");
    }

    @Test
    void a_fault_without_evidence_proves_nothing_and_its_error_is_the_cause() {
        assertThat(causes(window(null, nanos(2000), MAJORITY, "could not be injected: no iptables")))
                .containsExactly("F1 (cut n3 | n1 n2) has no proof: could not be injected: no iptables");
    }

    @Test
    void a_fault_whose_evidence_says_no_proves_nothing() {
        Proof no = new Proof(
                false, nanos(1100), nanos(1900), "datagrams", "12 of 80 datagrams came through the cut", Map.of());
        assertThat(causes(window(no, nanos(2000), MAJORITY, null)))
                .containsExactly("F1 (cut n3 | n1 n2) has no proof: 12 of 80 datagrams came through the cut");
    }

    @Test
    void a_fault_that_was_never_healed_proves_nothing() {
        assertThat(causes(window(null, null, MAJORITY, null)))
                .containsExactly("F1 (cut n3 | n1 n2) has no proof: the run ended before it was healed and measured");
        assertThat(causes(window(PROOF, null, MAJORITY, "heal attempt 5 failed: n1 is gone")))
                .containsExactly("F1 (cut n3 | n1 n2) was not healed: heal attempt 5 failed: n1 is gone");
    }

    @Test
    void a_heal_that_failed_and_then_took_is_no_cause() {
        assertThat(causes(window(PROOF, nanos(2000), MAJORITY, "heal attempt 1 failed: busy")))
                .isEmpty();
    }

    @Test
    void silence_while_a_majority_was_left_proves_nothing() {
        Recorded silent = new Recorded()
                .write(0, 100, 110, "a", 1)
                .read(1, 990, 1500, "a", 1L)
                .unknown(0, 1200, 1300, "write", List.of("a", 2L))
                .write(1, 1990, 2010, "a", 3);
        assertThat(causes(silent, faults(proved())))
                .containsExactly(
                        "no operation succeeded during F1 (cut n3 | n1 n2), though n1 n2 ran, each of them in a connected majority");
    }

    @Test
    void silence_while_no_majority_was_left_is_what_must_be() {
        Recorded silent = new Recorded().write(0, 100, 110, "a", 1).read(1, 2100, 2110, "a", 1L);
        assertThat(causes(silent, faults(window(PROOF, nanos(2000), List.of(), null))))
                .isEmpty();
    }

    @Test
    void success_in_the_margins_of_a_window_says_nothing_of_the_time_between() {
        Recorded margins = new Recorded().write(0, 1000, 1040, "a", 1).read(1, 1950, 1960, "a", 1L);
        assertThat(causes(margins, faults(proved())))
                .containsExactly(
                        "no operation succeeded during F1 (cut n3 | n1 n2), though n1 n2 ran, each of them in a connected majority");
    }

    /** Kills of n3, each for 3 ms. */
    private static Window kill(int number, long atMillis) {
        Proof proof = new Proof(true, nanos(atMillis), nanos(atMillis + 3), "processes", "gone", Map.of());
        return new Window(
                "F" + number,
                "kill",
                "one",
                "kill n3",
                List.of("n3"),
                List.of(),
                List.of(),
                List.of(),
                MAJORITY,
                nanos(atMillis),
                nanos(atMillis),
                nanos(atMillis + 3),
                nanos(atMillis + 3),
                1,
                proof,
                null);
    }

    @Test
    void faults_briefer_than_an_operation_are_asked_for_service_together() {
        Recorded served = new Recorded().write(0, 1100, 1110, "a", 1).read(1, 1120, 1130, "a", 1L);
        assertThat(causes(served, faults(kill(1, 1000), kill(2, 1050), kill(3, 1200))))
                .isEmpty();
        Recorded silent = new Recorded().write(0, 900, 910, "a", 1).read(1, 1300, 1310, "a", 1L);
        assertThat(causes(silent, faults(kill(1, 1000), kill(2, 1050), kill(3, 1200))))
                .containsExactly(
                        "no operation succeeded during F1 (kill n3), though n1 n2 ran, each of them in a connected majority,"
                                + " nor from then on until the last of 2 more such faults");
    }

    @Test
    void what_is_served_among_brief_faults_is_no_excuse_for_silence_in_a_long_one() {
        Window long_ = window(
                new Proof(true, nanos(2000), nanos(4000), "datagrams", "cut", Map.of()), nanos(4000), MAJORITY, null);
        Recorded served = new Recorded().write(0, 1010, 1020, "a", 1).read(1, 4120, 4130, "a", 1L);
        assertThat(causes(served, faults(kill(1, 1000), kill(2, 1050), long_)))
                .containsExactly(
                        "no operation succeeded during F1 (cut n3 | n1 n2), though n1 n2 ran, each of them in a connected majority");
    }

    @Test
    void of_hundreds_of_causes_a_sentence_tells_the_first_and_counts_the_rest() {
        assertThat(Vacuity.told(List.of("a", "b"))).isEqualTo("a; b");
        assertThat(Vacuity.told(List.of("a", "b", "c", "d", "e", "f", "g"))).isEqualTo("a; b; c; d; e; and 2 more");
    }

    @Test
    void every_incident_is_a_cause() {
        FaultsRecord faults = new FaultsRecord(
                List.of(proved()), RECOVERY, List.of("etcd on n2 had exited before F2, and no fault had killed it"));
        assertThat(causes(healthy(), faults))
                .containsExactly("etcd on n2 had exited before F2, and no fault had killed it");
    }

    @Test
    void a_cluster_that_did_not_recover_proves_nothing() {
        FaultsRecord faults = new FaultsRecord(
                List.of(proved()),
                new Recovery(nanos(2000), null, "every node answers", "no answer from n3"),
                List.of());
        assertThat(causes(healthy(), faults)).containsExactly("the cluster did not recover: no answer from n3");
    }

    @Test
    void a_run_that_never_came_to_its_recovery_proves_nothing() {
        assertThat(causes(healthy(), new FaultsRecord(List.of(proved()), null, List.of())))
                .containsExactly("the run ended before the cluster's recovery was awaited");
    }

    @Test
    void every_cause_is_named() {
        FaultsRecord faults = new FaultsRecord(
                List.of(window(null, null, MAJORITY, null)), null, List.of("the harness could not heal: busy"));
        assertThat(causes(new Recorded(), faults)).hasSize(4);
    }
}
