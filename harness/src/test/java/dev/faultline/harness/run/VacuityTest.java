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
