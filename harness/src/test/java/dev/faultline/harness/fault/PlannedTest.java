package dev.faultline.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannedTest {
    private static final List<String> FIVE = List.of("n1", "n2", "n3", "n4", "n5");
    private static final int SEEDS = 200;

    private static Planned planned(String kind, String shape, Target target, long seed) {
        return new Planned(1, kind, shape, target, Duration.ofSeconds(10), new Seed(seed));
    }

    private static Stream<Fault> faults(String kind, String shape, Target target) {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> planned(kind, shape, target, seed).resolve(FIVE, "n2"));
    }

    private static Stream<Fault.Cut> cuts(String shape, Target target) {
        return faults("partition", shape, target).map(Fault.Cut.class::cast);
    }

    @Test
    void the_same_seed_chooses_the_same_nodes() {
        for (String kind : FaultPlan.kinds()) {
            String shape = kind.equals("clock") ? "bump" : "nodes";
            assertThat(planned(kind, shape, Target.MINORITY, 7).resolve(FIVE, null))
                    .isEqualTo(planned(kind, shape, Target.MINORITY, 7).resolve(FIVE, null));
        }
    }

    @Test
    void a_cut_of_one_node_leaves_the_others_connected() {
        assertThat(cuts("nodes", Target.ONE)).allSatisfy(cut -> {
            assertThat(cut.shape()).isEqualTo("one");
            assertThat(cut.links()).hasSize(8).allMatch(link -> cut.links().contains(link.reversed()));
            assertThat(Majority.left(cut, FIVE, 3)).hasSize(4);
        });
    }

    @Test
    void a_cut_of_more_nodes_leaves_each_side_connected_within() {
        assertThat(cuts("nodes", Target.MAJORITY)).allSatisfy(cut -> {
            assertThat(cut.shape()).isEqualTo("split");
            assertThat(cut.links())
                    .isEqualTo(Links.between(cut.sides().get(0), cut.sides().get(1)));
            assertThat(cut.sides()).extracting(List::size).containsExactly(3, 2);
        });
    }

    @Test
    void a_cut_of_all_nodes_shatters_the_cluster() {
        for (String shape : List.of("nodes", "halves", "one-way")) {
            assertThat(cuts(shape, Target.ALL)).allSatisfy(cut -> {
                assertThat(cut.shape()).isEqualTo("shatter");
                assertThat(cut.links()).isEqualTo(Links.all(FIVE));
                assertThat(Majority.left(cut, FIVE, 3)).isEmpty();
            });
        }
    }

    @Test
    void a_one_way_cut_never_holds_the_other_way_and_goes_either_way_by_seed() {
        Set<Boolean> outward = new TreeSet<>();
        cuts("one-way", Target.LEADER).forEach(cut -> {
            assertThat(cut.links()).hasSize(4).noneMatch(link -> cut.links().contains(link.reversed()));
            outward.add(cut.links().first().from().equals("n2"));
        });
        assertThat(outward).containsExactly(false, true);
    }

    @Test
    void the_smaller_half_holds_a_target_and_every_other_node_now_and_then() {
        Set<String> seen = new TreeSet<>();
        assertThat(cuts("halves", Target.LEADER)).allSatisfy(cut -> {
            assertThat(cut.sides()).extracting(List::size).containsExactly(2, 3);
            assertThat(cut.sides().get(0)).contains("n2");
            seen.addAll(cut.sides().get(0));
        });
        assertThat(seen).containsExactlyElementsOf(FIVE);
    }

    @Test
    void every_cut_names_each_node_on_exactly_one_side() {
        for (String shape : List.of("nodes", "halves", "one-way")) {
            for (Target target : Target.values()) {
                assertThat(cuts(shape, target)).allSatisfy(cut -> {
                    List<String> named =
                            cut.sides().stream().flatMap(List::stream).collect(Collectors.toCollection(ArrayList::new));
                    assertThat(named).containsExactlyInAnyOrderElementsOf(FIVE);
                    assertThat(cut.links()).isNotEmpty();
                });
            }
        }
    }

    @Test
    void a_slow_link_begins_or_ends_at_its_target() {
        Set<Link> seen = new TreeSet<>();
        faults("slow", "link", Target.LEADER).map(Fault.SlowLinks.class::cast).forEach(slow -> {
            assertThat(slow.links()).hasSize(1);
            Link link = slow.links().first();
            assertThat(List.of(link.from(), link.to())).contains("n2");
            seen.add(link);
        });
        assertThat(seen).as("every link of n2, either way").hasSize(8);
    }

    @Test
    void slow_clients_are_those_of_the_targets() {
        assertThat(faults("slow", "client", Target.MINORITY))
                .allSatisfy(fault -> assertThat(fault)
                        .isInstanceOf(Fault.SlowClients.class)
                        .extracting(Fault::targets)
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.COLLECTION)
                        .hasSize(2));
    }

    @Test
    void a_single_node_has_no_links_to_slow_but_clients() {
        assertThat(planned("slow", "link", Target.ONE, 1).resolve(List.of("n1"), null))
                .isInstanceOf(Fault.SlowClients.class);
    }

    @Test
    void kills_and_pauses_hit_the_targets() {
        assertThat(planned("kill", "nodes", Target.LEADER, 1)
                        .resolve(FIVE, "n2")
                        .summary())
                .isEqualTo("kill n2");
        assertThat(planned("pause", "nodes", Target.ALL, 1).resolve(FIVE, "n2").summary())
                .isEqualTo("pause n1 n2 n3 n4 n5");
    }

    @Test
    void an_unknown_kind_is_refused() {
        assertThatThrownBy(() -> planned("flood", "nodes", Target.ONE, 1).resolve(FIVE, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no fault flood");
    }

    @Test
    void clocks_are_bumped_both_ways_by_a_tenth_of_a_second_to_an_hour() {
        assertThat(skews("bump"))
                .contains(new Skew.Bump(Duration.ofMillis(100)), new Skew.Bump(Duration.ofHours(-1)))
                .allSatisfy(skew -> assertThat(skew.expected(Duration.ZERO).abs())
                        .isBetween(Duration.ofMillis(100), Duration.ofHours(1)));
    }

    @Test
    void clocks_drift_both_ways_so_fast_that_a_second_shows_it() {
        assertThat(skews("drift"))
                .contains(new Skew.Drift(100_000), new Skew.Drift(-100_000))
                .allSatisfy(
                        skew -> assertThat(skew.expected(Duration.ofSeconds(1)).abs())
                                .isGreaterThanOrEqualTo(Duration.ofMillis(20)));
    }

    @Test
    void a_clock_fault_leaves_every_node_running_and_says_what_it_does() {
        Fault frozen = planned("clock", "freeze", Target.ALL, 1).resolve(FIVE, "n2");
        assertThat(Majority.left(frozen, FIVE, 3)).hasSize(5);
        assertThat(frozen.summary()).isEqualTo("clock frozen on n1 n2 n3 n4 n5");
        assertThat(new Fault.SkewClock(frozen.targets(), new Skew.Drift(-20_000)).summary())
                .isEqualTo("clock drifting by -2.0 % on n1 n2 n3 n4 n5");
        assertThat(new Fault.SkewClock(frozen.targets(), new Skew.Bump(Duration.ofMinutes(1))).summary())
                .isEqualTo("clock bumped by +60 s on n1 n2 n3 n4 n5");
    }

    private static Stream<Skew> skews(String shape) {
        return faults("clock", shape, Target.ONE).map(fault -> ((Fault.SkewClock) fault).skew());
    }
}
