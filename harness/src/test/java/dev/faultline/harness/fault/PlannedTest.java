package dev.faultline.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.fault.clock.Skew;
import dev.faultline.harness.fault.clock.SkewClock;
import dev.faultline.harness.fault.network.Cut;
import dev.faultline.harness.fault.network.Loss;
import dev.faultline.harness.fault.network.SlowClients;
import dev.faultline.harness.fault.network.SlowLinks;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedTest {
    private static final List<String> FIVE = List.of("n1", "n2", "n3", "n4", "n5");
    private static final int SEEDS = 200;

    private static Planned planned(String kind, String shape, Target target, long seed) {
        return new Planned(1, Faults.named(kind), shape, target, Duration.ofSeconds(10), new Seed(seed));
    }

    private static Stream<Fault> faults(String kind, String shape, Target target) {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> planned(kind, shape, target, seed).resolve(FIVE, "n2"));
    }

    private static Stream<Cut> cuts(String shape, Target target) {
        return faults("partition", shape, target).map(Cut.class::cast);
    }

    @Test
    void the_same_seed_chooses_the_same_nodes() {
        for (String kind : Faults.names()) {
            String shape = switch (kind) {
                case "clock" -> "bump";
                case "disk" -> "lose";
                default -> "nodes";
            };
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
    void a_bridge_sees_both_sides_which_do_not_see_each_other() {
        Set<String> bridges = new TreeSet<>();
        assertThat(cuts("bridge", Target.LEADER)).allSatisfy(cut -> {
            assertThat(cut.shape()).isEqualTo("bridge");
            assertThat(cut.sides()).extracting(List::size).containsExactlyInAnyOrder(2, 2);
            assertThat(cut.links())
                    .isEqualTo(Links.between(cut.sides().get(0), cut.sides().get(1)));
            assertThat(cut.targets()).hasSize(4);
            assertThat(Majority.left(cut, FIVE, 3))
                    .as("each side and the bridge")
                    .isEqualTo(FIVE);
            FIVE.stream().filter(n -> !cut.targets().contains(n)).forEach(bridges::add);
        });
        assertThat(bridges).as("the leader or any other").containsExactlyElementsOf(FIVE);
        assertThat(planned("partition", "bridge", Target.ONE, 3)
                        .resolve(FIVE, null)
                        .summary())
                .startsWith("cut ")
                .contains(" | ")
                .endsWith("but for one node that sees both");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 7, 8, 9, 10, 11, 12})
    void on_a_ring_every_node_sees_a_majority_no_two_the_same_and_no_majority_sees_each_other(int size) {
        List<String> nodes =
                IntStream.rangeClosed(10, 9 + size).mapToObj(i -> "n" + i).toList();
        for (int seed = 0; seed < 20; seed++) {
            Cut cut = (Cut) planned("partition", "ring", Target.ONE, seed).resolve(nodes, null);
            Set<Set<String>> seen = new HashSet<>();
            for (String node : nodes) {
                Set<String> sees = nodes.stream()
                        .filter(n -> n.equals(node) || !cut.links().contains(new Link(n, node)))
                        .collect(Collectors.toSet());
                assertThat(sees).hasSizeGreaterThanOrEqualTo(size / 2 + 1);
                assertThat(seen.add(sees)).isTrue();
            }
            assertThat(cut.links()).allMatch(link -> cut.links().contains(link.reversed()));
            assertThat(cut.sides()).isEmpty();
            assertThat(Majority.left(cut, nodes, size / 2 + 1)).isEmpty();
        }
    }

    @Test
    void where_there_are_too_few_nodes_for_a_ring_a_bridge_is_one_and_for_a_bridge_a_cut() {
        Cut three = (Cut) planned("partition", "ring", Target.ONE, 1).resolve(List.of("a", "b", "c"), null);
        assertThat(three.shape()).isEqualTo("bridge");
        assertThat(three.links()).hasSize(2);
        Cut two = (Cut) planned("partition", "bridge", Target.ONE, 1).resolve(List.of("a", "b"), null);
        assertThat(two.shape()).isEqualTo("one");
        assertThat(two.links()).hasSize(2);
    }

    @Test
    void a_single_link_begins_or_ends_at_its_target_and_leaves_everybody_in_a_majority() {
        Set<Link> seen = new TreeSet<>();
        cuts("link", Target.LEADER).forEach(cut -> {
            assertThat(cut.links()).hasSize(1);
            assertThat(cut.targets()).contains("n2");
            assertThat(cut.sides())
                    .containsExactly(
                            List.of(cut.links().first().from()),
                            List.of(cut.links().first().to()));
            assertThat(cut.summary())
                    .isEqualTo("cut " + cut.links().first().toString().replace("->", " -x> "));
            assertThat(Majority.left(cut, FIVE, 3)).isEqualTo(FIVE);
            seen.add(cut.links().first());
        });
        assertThat(seen).as("every link of n2, either way").hasSize(8);
    }

    @Test
    void random_links_are_any_of_those_at_the_targets_and_at_least_one() {
        Set<Integer> sizes = new TreeSet<>();
        Set<Link> seen = new TreeSet<>();
        cuts("random", Target.LEADER).forEach(cut -> {
            assertThat(cut.links())
                    .isNotEmpty()
                    .allMatch(link -> link.from().equals("n2") || link.to().equals("n2"));
            assertThat(cut.sides()).isEmpty();
            sizes.add(cut.links().size());
            seen.addAll(cut.links());
        });
        assertThat(seen).hasSize(8);
        assertThat(sizes).hasSizeGreaterThan(3);
        cuts("random", Target.ALL).forEach(cut -> seen.addAll(cut.links()));
        assertThat(seen).isEqualTo(Links.all(FIVE));
    }

    @Test
    void packets_are_lost_on_one_link_or_on_all_of_the_targets() {
        assertThat(faults("loss", "link", Target.LEADER).map(Loss.class::cast)).allSatisfy(loss -> {
            assertThat(loss.links()).hasSize(1);
            assertThat(loss.targets()).hasSize(2).contains("n2");
            assertThat(loss.summary()).startsWith("lose 30 % on n");
        });
        assertThat(faults("loss", "nodes", Target.LEADER).map(Loss.class::cast)).allSatisfy(loss -> {
            assertThat(loss.links()).hasSize(8);
            assertThat(loss.summary()).isEqualTo("lose 30 % to and from n2");
        });
        assertThat(faults("loss", "nodes", Target.ALL).map(Loss.class::cast))
                .allSatisfy(loss -> assertThat(loss.links()).isEqualTo(Links.all(FIVE)));
    }

    @Test
    void a_slow_link_begins_or_ends_at_its_target() {
        Set<Link> seen = new TreeSet<>();
        faults("slow", "link", Target.LEADER).map(SlowLinks.class::cast).forEach(slow -> {
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
                        .isInstanceOf(SlowClients.class)
                        .extracting(Fault::targets)
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.COLLECTION)
                        .hasSize(2));
    }

    @Test
    void a_single_node_has_no_links_to_slow_but_clients() {
        assertThat(planned("slow", "link", Target.ONE, 1).resolve(List.of("n1"), null))
                .isInstanceOf(SlowClients.class);
    }

    @Test
    void what_is_narrow_or_sliced_is_one_link_of_the_target_or_the_clients_of_all() {
        assertThat(faults("slow", "bandwidth", Target.LEADER)).allSatisfy(fault -> {
            assertThat(fault.shape()).isEqualTo("bandwidth");
            assertThat(fault.links()).singleElement().asString().contains("n2");
        });
        assertThat(faults("slow", "slicer-client", Target.ALL)).allSatisfy(fault -> {
            assertThat(fault.summary()).isEqualTo("slice clients of n1 n2 n3 n4 n5 into 64 bytes");
            assertThat(fault.links()).isEmpty();
        });
        assertThat(planned("slow", "bandwidth", Target.ONE, 1)
                        .resolve(List.of("n1"), null)
                        .shape())
                .isEqualTo("bandwidth-client");
    }

    @Test
    void connections_of_one_node_are_hit_whoever_is_meant_so_that_others_serve() {
        assertThat(faults("connection", "half-open", Target.LEADER)).allSatisfy(fault -> {
            assertThat(fault.cut()).hasSize(2).allMatch(link -> link.toString().contains("n2"));
            assertThat(Majority.left(fault, FIVE, 4)).hasSize(5);
            assertThat(Majority.left(fault, FIVE, 5)).isEmpty();
        });
        assertThat(faults("connection", "reset-client", Target.ALL)).allSatisfy(fault -> {
            assertThat(fault.targets()).hasSize(1);
            assertThat(Majority.left(fault, FIVE, 5)).isEqualTo(FIVE);
        });
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
        assertThatThrownBy(() -> Faults.named("flood"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no fault flood, only [membership, partition, kill");
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
        assertThat(new SkewClock(frozen.targets(), new Skew.Drift(-20_000)).summary())
                .isEqualTo("clock drifting by -2.0 % on n1 n2 n3 n4 n5");
        assertThat(new SkewClock(frozen.targets(), new Skew.Bump(Duration.ofMinutes(1))).summary())
                .isEqualTo("clock bumped by +60 s on n1 n2 n3 n4 n5");
    }

    private static Stream<Skew> skews(String shape) {
        return faults("clock", shape, Target.ONE).map(fault -> ((SkewClock) fault).skew());
    }
}
