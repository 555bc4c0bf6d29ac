package dev.faultline.harness.measure;

import static dev.faultline.harness.measure.Happened.fault;
import static dev.faultline.harness.measure.Happened.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.FaultFigures.Failover;
import dev.faultline.harness.store.RoleChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeadersTest {
    private static RoleChange change(long millis, String node, String role) {
        return new RoleChange(nanos(millis), node, role, null);
    }

    private static Failover failover(RoleChange... changes) {
        return Leaders.of(List.of(changes))
                .failover(fault("kill", List.of("n2"), List.of("n2"), List.of("n1", "n3")), nanos(1100), nanos(4000));
    }

    @Test
    void only_leaders_count_of_all_that_was_seen_of_the_nodes() {
        assertThat(failover(
                        change(0, "n2", RoleChange.LEADER),
                        change(1500, "n1", RoleChange.CANDIDATE),
                        change(2100, "n3", RoleChange.LEADER),
                        change(1900, "n1", RoleChange.FOLLOWER)))
                .isEqualTo(new Failover("n2", "n3", nanos(1000)));
    }

    @Test
    void a_leader_that_comes_after_the_next_fault_is_not_this_ones() {
        assertThat(failover(change(0, "n2", RoleChange.LEADER), change(4500, "n3", RoleChange.LEADER)))
                .isEqualTo(new Failover("n2", null, null));
    }

    @Test
    void the_same_node_leading_again_is_no_failover() {
        assertThat(failover(change(0, "n2", RoleChange.LEADER), change(3500, "n2", RoleChange.LEADER)))
                .isEqualTo(new Failover("n2", null, null));
    }

    @Test
    void a_node_that_wakes_up_in_a_term_that_is_over_does_not_lead() {
        assertThat(failover(
                        new RoleChange(nanos(10), "n1", RoleChange.LEADER, 2L),
                        new RoleChange(nanos(500), "n2", RoleChange.LEADER, 3L),
                        new RoleChange(nanos(1200), "n1", RoleChange.LEADER, 2L),
                        new RoleChange(nanos(1700), "n3", RoleChange.LEADER, 4L)))
                .isEqualTo(new Failover("n2", "n3", nanos(600)));
    }

    @Test
    void nothing_seen_means_nobody_watched() {
        assertThat(failover()).isNull();
    }
}
