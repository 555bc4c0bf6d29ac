package dev.faultline.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final List<Target> TARGETS = List.of(Target.ONE, Target.MINORITY, Target.LEADER);

    private static List<Planned> twentyMinutes(long seed) {
        return drawn(FaultPlan.mix(Faults.ALL, TARGETS, Duration.ofSeconds(2), Duration.ofMinutes(20), new Seed(seed)));
    }

    private static List<Planned> drawn(FaultPlan plan) {
        return plan.faults().stream().map(Planned.class::cast).toList();
    }

    private static <T> List<T> column(List<Planned> plan, String kind, Function<Planned, T> part) {
        return plan.stream().filter(p -> p.kind().equals(kind)).map(part).toList();
    }

    @Test
    void the_same_seed_gives_the_same_plan() {
        assertThat(twentyMinutes(5)).isEqualTo(twentyMinutes(5)).isNotEqualTo(twentyMinutes(6));
    }

    @Test
    void every_kind_comes_once_before_any_comes_again() {
        List<Planned> plan = twentyMinutes(5);
        int kinds = Faults.ALL.size();
        for (int i = 0; i + kinds <= plan.size(); i += kinds) {
            assertThat(plan.subList(i, i + kinds))
                    .extracting(Planned::kind)
                    .containsExactlyInAnyOrderElementsOf(Faults.names());
        }
    }

    @Test
    void every_shape_and_every_target_comes_once_before_any_comes_again() {
        List<Planned> plan = twentyMinutes(5);
        assertThat(column(plan, "partition", Planned::shape).subList(0, 3))
                .containsExactlyInAnyOrder("nodes", "halves", "one-way");
        assertThat(column(plan, "partition", Planned::shape).subList(3, 7))
                .as("whole partitions come first")
                .containsExactlyInAnyOrder("bridge", "ring", "link", "random");
        assertThat(column(plan, "partition", Planned::shape).subList(7, 10))
                .containsExactlyInAnyOrder("nodes", "halves", "one-way");
        assertThat(column(plan, "loss", Planned::shape).subList(0, 2)).containsExactlyInAnyOrder("link", "nodes");
        assertThat(column(plan, "slow", Planned::shape).subList(0, 2)).containsExactlyInAnyOrder("link", "client");
        assertThat(column(plan, "slow", Planned::shape).subList(2, 8))
                .as("delay comes first")
                .containsExactlyInAnyOrder(
                        "jitter", "bandwidth", "slicer", "jitter-client", "bandwidth-client", "slicer-client");
        assertThat(column(plan, "connection", Planned::shape).subList(0, 4))
                .containsExactlyInAnyOrder("reset", "half-open", "reset-client", "half-open-client");
        List<Planned> afterTheFirst = plan.subList(1, plan.size());
        for (String kind : Faults.names()) {
            assertThat(column(afterTheFirst, kind, Planned::target).subList(0, 3))
                    .containsExactlyInAnyOrderElementsOf(TARGETS);
        }
    }

    @Test
    void the_first_fault_hits_the_leader_where_leaders_may_be_hit() {
        for (int seed = 0; seed < 50; seed++) {
            assertThat(twentyMinutes(seed).get(0).target()).isEqualTo(Target.LEADER);
        }
        assertThat(drawn(FaultPlan.mix(
                        Faults.ALL, List.of(Target.ALL), Duration.ZERO, Duration.ofMinutes(1), new Seed(5))))
                .extracting(Planned::target)
                .containsOnly(Target.ALL);
    }

    @Test
    void the_order_of_the_deck_is_drawn() {
        assertThat(java.util.stream.LongStream.range(0, 100)
                        .mapToObj(seed -> twentyMinutes(seed).get(0).kind())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(Faults.names());
    }

    @Test
    void faults_are_numbered_from_one_and_have_seeds_of_their_own() {
        List<Planned> plan = twentyMinutes(5);
        assertThat(plan.get(0).name()).isEqualTo("F1");
        assertThat(plan.get(plan.size() - 1).number()).isEqualTo(plan.size());
        assertThat(plan).extracting(Planned::seed).doesNotHaveDuplicates();
    }

    @Test
    void a_longer_run_begins_like_a_shorter_one() {
        List<Planned> shorter =
                drawn(FaultPlan.mix(Faults.ALL, TARGETS, Duration.ZERO, Duration.ofMinutes(1), new Seed(5)));
        assertThat(twentyMinutes(5).subList(0, shorter.size())).isEqualTo(shorter);
    }

    @Test
    void a_cut_holds_for_ten_seconds_at_least() {
        assertThat(column(twentyMinutes(5), "partition", Planned::hold))
                .allSatisfy(hold -> assertThat(hold).isGreaterThanOrEqualTo(Duration.ofSeconds(10)));
    }

    @Test
    void no_kinds_give_no_faults() {
        assertThat(FaultPlan.mix(List.of(), TARGETS, Duration.ZERO, Duration.ofMinutes(1), new Seed(5))
                        .faults())
                .isEmpty();
        assertThat(FaultPlan.none().faults()).isEmpty();
    }

    private static List<Planned> shared(Share... shares) {
        return drawn(
                FaultPlan.mixOf(List.of(shares), TARGETS, Duration.ofSeconds(2), Duration.ofMinutes(20), new Seed(7)));
    }

    @Test
    void a_kind_of_weight_three_is_dealt_three_times_in_every_round() {
        List<Planned> plan = shared(new Share(Faults.named("kill"), 3, 1000), Share.of(Faults.named("pause")));
        for (int round = 0; round + 4 <= plan.size(); round += 4) {
            assertThat(plan.subList(round, round + 4))
                    .extracting(Planned::kind)
                    .containsExactlyInAnyOrder("kill", "kill", "kill", "pause");
        }
    }

    @Test
    void a_kind_comes_no_more_often_than_its_limit_allows() {
        List<Planned> plan = shared(new Share(Faults.named("kill"), 3, 2), Share.of(Faults.named("pause")));
        assertThat(plan).filteredOn(fault -> fault.kind().equals("kill")).hasSize(2);
        assertThat(plan).filteredOn(fault -> fault.kind().equals("pause")).hasSizeGreaterThan(100);
        assertThat(plan).extracting(Planned::number).startsWith(1, 2, 3);
    }

    @Test
    void a_plan_in_which_every_kind_is_limited_ends_early() {
        assertThat(shared(new Share(Faults.named("kill"), 1, 2), new Share(Faults.named("pause"), 1, 1)))
                .hasSize(3);
    }
}
