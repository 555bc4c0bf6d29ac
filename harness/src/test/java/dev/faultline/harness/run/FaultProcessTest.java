package dev.faultline.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.fault.Planned;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.fault.Target;
import dev.faultline.harness.fault.Watch;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.time.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultProcessTest {
    private static final FaultPlan PLAN = new FaultPlan(
            List.of(planned(1, "partition"), planned(2, "kill"), planned(3, "pause")), Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private final StagedCluster cluster = new StagedCluster(3);
    private long origin;
    private FaultProcess faults;

    private static Planned planned(int number, String kind) {
        return new Planned(
                number, Faults.named(kind), "nodes", Target.LEADER, Duration.ofSeconds(10), new Seed(number));
    }

    @BeforeEach
    void begin() {
        origin = cluster.clock.nanos();
        faults = of(PLAN);
    }

    private FaultProcess of(FaultPlan plan) {
        return new FaultProcess(
                cluster.field, new Watch(cluster.field), plan, Duration.ofSeconds(3), new RunFolder(folder), origin);
    }

    private Window last() {
        List<Window> windows = stored().faults();
        return windows.get(windows.size() - 1);
    }

    /** As it is on disk: what is not there would be lost by a killed harness. */
    private FaultsRecord stored() {
        return Json.read(new RunFolder(folder).faults(), FaultsRecord.class);
    }

    private void inject(int number) {
        assertThat(faults.perform("inject", number).outcome()).isEqualTo(Outcome.OK);
        cluster.clock.pass(Duration.ofSeconds(10));
    }

    private void heal() {
        assertThat(faults.perform("heal", null).outcome()).isEqualTo(Outcome.OK);
    }

    private void recover() {
        assertThat(faults.perform("recover", null).outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void the_file_is_there_before_the_first_fault() {
        assertThat(stored()).isEqualTo(new FaultsRecord(List.of(), null, List.of()));
    }

    @Test
    void faults_that_take_effect_are_proved_healed_and_recovered_from() {
        for (PlanEntry planned : PLAN.faults()) {
            inject(planned.number());
            heal();
        }
        recover();
        assertThat(stored().faults()).extracting(Window::name).containsExactly("F1", "F2", "F3");
        assertThat(stored().faults()).allSatisfy(window -> {
            assertThat(window.proof()).isNotNull();
            assertThat(window.proof().proved()).as(window.proof().summary()).isTrue();
            assertThat(window.error()).isNull();
            assertThat(window.healAttempts()).isEqualTo(1);
            assertThat(window.leaders()).containsExactly("n2");
            assertThat(window.targets()).containsExactly("n2");
            assertThat(window.majority()).containsExactly("n1", "n3");
        });
        assertThat(stored().incidents()).isEmpty();
        assertThat(stored().recovery().recoveredAt()).isNotNull();
    }

    @Test
    void the_times_of_a_window_are_in_order_on_the_historys_clock() {
        inject(1);
        heal();
        Window window = last();
        assertThat(List.of(
                        window.injectStart(),
                        window.proof().from(),
                        window.injectEnd(),
                        window.proof().to(),
                        window.healStart(),
                        window.healEnd()))
                .isSorted();
        assertThat(window.injectStart()).isBetween(0L, Duration.ofSeconds(2).toNanos());
        assertThat(window.healEnd() - window.injectEnd())
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void a_fault_in_force_is_on_disk_and_named() {
        inject(1);
        assertThat(faults.inForce()).isEqualTo("cut n2 | n1 n3");
        assertThat(last().summary()).isEqualTo("cut n2 | n1 n3");
        assertThat(last().healStart()).isNull();
        heal();
        assertThat(faults.inForce()).isEmpty();
    }

    @Test
    void an_injection_that_fails_is_told_and_cleaned_up_and_the_run_goes_on() {
        cluster.network.refusals = 1;
        inject(1);
        assertThat(faults.inForce()).isEmpty();
        heal();
        assertThat(last().proof()).isNull();
        assertThat(last().error()).startsWith("could not be injected: n1: iptables");
        assertThat(last().healEnd()).isNotNull();
        assertThat(cluster.network.inForce()).isEmpty();
        inject(2);
        heal();
        assertThat(last().proof().proved()).isTrue();
    }

    @Test
    void a_fault_that_could_not_be_measured_to_its_end_has_no_proof() {
        inject(2);
        cluster.system.unseen = 1;
        heal();
        assertThat(last().healEnd()).isNotNull();
        assertThat(last().proof()).isNull();
        assertThat(last().error()).startsWith("could not be measured while in force: ");
    }

    @Test
    void a_file_that_cannot_be_written_does_not_hold_the_run_up() throws IOException {
        Path file = new RunFolder(folder).faults();
        Files.delete(file);
        Files.createDirectories(file.resolve("in the way"));
        assertThat(faults.perform("recover", null).outcome()).isEqualTo(Outcome.OK);
        assertThat(faults.record().incidents()).singleElement().asString().startsWith("cannot write ");
    }

    @Test
    void a_heal_that_fails_twice_is_tried_a_third_time_and_told() {
        inject(1);
        cluster.network.healRefusals = 2;
        heal();
        assertThat(cluster.network.inForce()).isEmpty();
        assertThat(last().healAttempts()).isEqualTo(3);
        assertThat(last().healEnd()).isNotNull();
        assertThat(last().error())
                .contains("heal attempt 1 failed", "heal attempt 2 failed")
                .doesNotContain("attempt 3");
        assertThat(last().proof().proved()).isTrue();
    }

    @Test
    void a_heal_that_never_takes_is_given_up_after_five_attempts_and_what_was_seen_is_kept() {
        inject(1);
        cluster.network.healRefusals = Integer.MAX_VALUE;
        heal();
        assertThat(last().healAttempts()).isEqualTo(5);
        assertThat(last().healEnd()).isNull();
        assertThat(Objects.requireNonNull(last().proof()).proved()).isTrue();
        assertThat(last().error()).contains("heal attempt 5 failed");
    }

    @Test
    void what_a_heal_could_not_undo_recovery_does() {
        inject(1);
        cluster.network.healRefusals = 5;
        heal();
        recover();
        assertThat(cluster.network.inForce()).isEmpty();
        assertThat(stored().recovery().recoveredAt()).isNotNull();
    }

    @Test
    void recovery_is_awaited_as_long_as_the_plan_has_patience() {
        cluster.system.amiss = "no leader";
        assertThat(healing()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        faults = of(FaultPlan.each(List.of(Faults.named("kill")), Duration.ofSeconds(1), new Seed(1)));
        assertThat(healing()).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_schedule_does_not_look_for_recovery_between_its_faults() {
        cluster.system.amiss = "no leader";
        faults = of(new FaultPlan(PLAN.faults(), Duration.ZERO));
        Duration schedule = healing();
        assertThat(cluster.system.looks).isZero();
        assertThat(schedule).isLessThan(Duration.ofSeconds(1));
    }

    private Duration healing() {
        inject(1);
        long from = cluster.clock.nanos();
        heal();
        return Duration.ofNanos(cluster.clock.nanos() - from);
    }

    @Test
    void a_cluster_that_never_recovers_is_told_with_what_is_amiss() {
        cluster.system.amiss = "no answer from n3";
        recover();
        assertThat(stored().recovery().recoveredAt()).isNull();
        assertThat(stored().recovery().detail()).isEqualTo("no answer from n3");
        assertThat(stored().recovery().criterion()).isEqualTo("every process runs");
    }

    @Test
    void rules_that_cannot_be_taken_back_are_no_recovery() {
        cluster.network.neverMended.add(new Link("n2", "n1"));
        inject(1);
        heal();
        recover();
        assertThat(stored().recovery().recoveredAt()).isNull();
        assertThat(stored().recovery().detail()).isEqualTo("still in force: cut n2->n1");
    }

    @Test
    void an_exit_in_the_gap_between_faults_is_an_incident() {
        inject(1);
        heal();
        cluster.host("n3").crash();
        inject(2);
        heal();
        recover();
        assertThat(stored().incidents())
                .containsExactly("staged on n3 had exited before F2, and no fault had killed it");
    }

    @Test
    void an_exit_during_a_fault_is_an_incident_unless_the_fault_killed_it() {
        inject(2);
        cluster.host("n1").crash();
        heal();
        assertThat(stored().incidents())
                .containsExactly("staged on n1 had exited after F2, and no fault had killed it");
    }

    @Test
    void an_exit_of_what_was_restarted_is_an_incident_even_while_recovery_is_awaited() {
        inject(2);
        cluster.system.meanwhile = () -> cluster.host("n2").crash();
        heal();
        cluster.system.meanwhile = () -> {};
        recover();
        assertThat(stored().recovery().recoveredAt()).isNotNull();
        assertThat(stored().incidents())
                .containsExactly("staged on n2 had exited after F2, and no fault had killed it");
    }

    @Test
    void a_process_that_recovery_had_to_start_is_an_incident() {
        cluster.host("n1").crash();
        recover();
        assertThat(stored().incidents()).hasSize(1);
    }

    @Test
    void what_the_harness_itself_cannot_do_is_an_incident_and_ends_nothing() {
        assertThat(faults.perform("inject", 99).outcome()).isEqualTo(Outcome.OK);
        assertThat(stored().incidents()).singleElement().asString().startsWith("the harness could not inject: ");
    }

    @Test
    void healing_when_nothing_is_in_force_does_nothing() {
        heal();
        assertThat(stored().faults()).isEmpty();
    }
}
