package dev.faultline.harness.fault.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.Majority;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.fault.Watch;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipInjectionTest {
    private static final SortedSet<String> N2 = new TreeSet<>(List.of("n2"));
    private static final RemoveMember REMOVE = new RemoveMember(N2);
    private static final ReplaceMember REPLACE = new ReplaceMember(N2);
    private static final AddMember ADD = new AddMember();

    private final StagedCluster cluster = new StagedCluster(3);

    static List<Fault> faults() {
        return List.of(REMOVE, ADD, REPLACE);
    }

    private Evidence evidence(Fault fault) {
        Injection injection = fault.inject(cluster.field);
        cluster.clock.pass(Duration.ofSeconds(5));
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_change_that_every_member_tells_of_and_that_is_taken_back_is_proved(Fault fault) {
        assertThat(evidence(fault).proved()).isTrue();
        assertThat(cluster.names()).containsExactly("n1", "n2", "n3");
        assertThat(cluster.system.members).containsExactly("n1", "n2", "n3");
    }

    @Test
    void the_evidence_tells_who_belonged_to_the_cluster_and_what_became_of_the_process() {
        assertThat(evidence(REPLACE).summary())
                .isEqualTo("members told n1 n2 n3 before, n1 n3 n4 meanwhile, n1 n2 n3 after;"
                        + " process 100 of n2 ended by itself, 101 joined without data;"
                        + " n4 joined and answered a linearizable read, then left");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_change_that_the_system_only_says_it_made_is_not_proved(Fault fault) {
        cluster.system.onlySaysSo = true;
        assertThat(evidence(fault).proved()).isFalse();
    }

    @Test
    void a_member_that_never_hears_of_the_change_leaves_it_unproved() {
        cluster.system.deaf.put("n3", new TreeSet<>(cluster.names()));
        Evidence evidence = evidence(ADD);
        assertThat(evidence.proved()).isFalse();
        assertThat(evidence.summary()).contains("NOT n1 n2 n3 n4 but {").contains("n3=[n1, n2, n3]");
    }

    @Test
    void members_that_did_not_agree_before_leave_it_unproved() {
        cluster.system.deaf.put("n3", new TreeSet<>(List.of("n3")));
        Injection injection = REMOVE.inject(cluster.field);
        cluster.system.deaf.clear();
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
    }

    @Test
    void a_process_that_goes_on_after_its_node_was_removed_is_killed() {
        cluster.system.staysWhenRemoved = true;
        Evidence evidence = evidence(REMOVE);
        assertThat(evidence.proved()).isTrue();
        assertThat(evidence.summary()).contains("process 100 of n2 was killed, 101 joined");
    }

    @Test
    void a_removed_node_on_which_a_process_runs_meanwhile_is_not_proved() {
        Injection injection = REMOVE.inject(cluster.field);
        cluster.host("n2").start();
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
        assertThat(injection.evidence().summary()).endsWith("process 101 ran on n2 meanwhile");
    }

    @Test
    void a_newcomer_that_stops_answering_is_not_proved() {
        Injection injection = ADD.inject(cluster.field);
        cluster.host("n4").crash();
        injection.observe();
        injection.heal();
        assertThat(injection.evidence().proved()).isFalse();
        assertThat(injection.evidence().summary()).endsWith("n4 answered no linearizable read at the end");
    }

    @Test
    void a_newcomer_that_never_catches_up_cannot_be_added() {
        cluster.system.lagsBehind = true;
        assertThatThrownBy(() -> ADD.inject(cluster.field))
                .hasMessage("n4 was added to the cluster but does not catch up");
    }

    @Test
    void what_the_system_refuses_for_a_while_is_asked_for_again() {
        cluster.system.refusals = 3;
        assertThat(evidence(REMOVE).proved()).isTrue();
    }

    @Test
    void what_the_system_refuses_for_good_is_told_in_its_words() {
        cluster.system.refusals = Integer.MAX_VALUE;
        assertThatThrownBy(() -> REMOVE.inject(cluster.field))
                .hasMessage("n2 could not be removed from the cluster: staged: unhealthy cluster");
    }

    @Test
    void a_heal_that_failed_half_way_is_finished_by_the_next() {
        Injection injection = REPLACE.inject(cluster.field);
        injection.observe();
        cluster.system.lagsBehind = true;
        assertThatThrownBy(injection::heal).hasMessage("n2 was added to the cluster but does not catch up");
        cluster.system.lagsBehind = false;
        injection.heal();
        assertThat(injection.evidence().proved()).isTrue();
        assertThat(cluster.names()).containsExactly("n1", "n2", "n3");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void a_restoration_takes_back_what_nobody_remembers(Fault fault) {
        fault.inject(cluster.field);
        assertThat(Faults.restore(cluster.field)).isEmpty();
        assertThat(cluster.names()).containsExactly("n1", "n2", "n3");
        assertThat(cluster.system.members).containsExactly("n1", "n2", "n3");
        assertThat(cluster.host("n2").process()).isPresent();
    }

    @Test
    void while_nobody_tells_who_belongs_to_the_cluster_it_is_not_restored() {
        cluster.names().forEach(name -> cluster.host(name).crash());
        assertThat(new Roster(cluster.field).restore()).containsExactly("no node tells who belongs to the cluster");
    }

    @Test
    void what_a_removal_does_is_no_incident() {
        Watch watch = new Watch(cluster.field);
        evidence(REMOVE);
        watch.restarted(REMOVE.restarted(), "after F1");
        watch.check("after F1");
        assertThat(watch.incidents()).isEmpty();
    }

    @Test
    void that_a_node_joined_is_no_incident_and_excuses_no_exit() {
        Watch watch = new Watch(cluster.field);
        cluster.network.changeFingerprint("n1");
        cluster.host("n3").crash();
        watch.rewired();
        watch.check("after F1");
        assertThat(watch.incidents()).containsExactly("staged on n3 had exited after F1, and no fault had killed it");
    }

    /** Whatever the targets, the nodes that are left are a majority. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 7})
    void a_drawn_change_leaves_a_majority(int size) {
        List<String> nodes = new StagedCluster(size).names();
        MembershipChange kind = new MembershipChange();
        for (String shape : kind.shapes().get(0)) {
            Fault fault = kind.draw(shape, new TreeSet<>(nodes), nodes, new Seed(size).dice());
            assertThat(fault.shape()).isEqualTo(shape);
            assertThat(fault.stopped()).hasSizeLessThanOrEqualTo(1);
            assertThat(Majority.left(fault, nodes, size / 2 + 1))
                    .hasSize(size - fault.stopped().size());
        }
    }
}
