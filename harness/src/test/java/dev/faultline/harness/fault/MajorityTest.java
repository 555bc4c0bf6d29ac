package dev.faultline.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.network.Cut;
import dev.faultline.harness.fault.network.Loss;
import dev.faultline.harness.fault.network.SlowClients;
import dev.faultline.harness.fault.network.SlowLinks;
import dev.faultline.harness.fault.process.Kill;
import dev.faultline.harness.fault.process.Pause;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MajorityTest {
    private static final List<String> FIVE = List.of("n1", "n2", "n3", "n4", "n5");

    private static SortedSet<String> nodes(String... names) {
        return new TreeSet<>(List.of(names));
    }

    private static Fault cut(SortedSet<Link> links) {
        return new Cut("any", nodes("n1"), links, List.of());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("one killed", new Kill(nodes("n2")), List.of("n1", "n3", "n4", "n5")),
                Arguments.of("two paused", new Pause(nodes("n1", "n5")), List.of("n2", "n3", "n4")),
                Arguments.of("three killed", new Kill(nodes("n1", "n2", "n3")), List.of()),
                Arguments.of("all paused", new Pause(nodes("n1", "n2", "n3", "n4", "n5")), List.of()),
                Arguments.of(
                        "split two and three",
                        cut(Links.between(List.of("n1", "n2"), List.of("n3", "n4", "n5"))),
                        List.of("n3", "n4", "n5")),
                Arguments.of(
                        "one-way, two and three",
                        cut(Links.oneWay(List.of("n1", "n2"), List.of("n3", "n4", "n5"))),
                        List.of("n3", "n4", "n5")),
                Arguments.of("every link", cut(Links.all(FIVE)), List.of()),
                Arguments.of("one link, one way", cut(Links.oneWay("n1", "n2")), FIVE),
                Arguments.of(
                        "a bridge: each of five is in a majority with it",
                        cut(Links.between(List.of("n1", "n2"), List.of("n4", "n5"))),
                        FIVE),
                Arguments.of(
                        "n4 sees only n3",
                        cut(Links.between(List.of("n1", "n2", "n5"), List.of("n4"))),
                        List.of("n1", "n2", "n3", "n5")),
                Arguments.of(
                        "packets lost everywhere stop nobody",
                        new Loss("nodes", nodes("n1"), Links.all(FIVE), 0.3),
                        FIVE),
                Arguments.of(
                        "a ring of neighbours: everybody talks, but no three to each other", cut(ring()), List.of()),
                Arguments.of(
                        "slow links stop nobody",
                        new SlowLinks(nodes("n1"), Links.all(FIVE), Duration.ofMillis(300), Duration.ZERO),
                        FIVE),
                Arguments.of(
                        "slow clients stop nobody",
                        new SlowClients(nodes("n1", "n2", "n3"), Duration.ofMillis(300), Duration.ZERO),
                        FIVE));
    }

    private static SortedSet<Link> ring() {
        SortedSet<Link> links = Links.all(FIVE);
        links.removeIf(link -> {
            int distance = Math.abs(FIVE.indexOf(link.from()) - FIVE.indexOf(link.to()));
            return distance == 1 || distance == 4;
        });
        return links;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void the_largest_group_that_runs_and_is_connected_is_left(String name, Fault fault, List<String> left) {
        assertThat(Majority.left(fault, FIVE, 3)).isEqualTo(left);
    }

    @Test
    void on_a_bridge_between_unequal_sides_only_the_larger_one_is_left_with_it() {
        List<String> four = List.of("a", "b", "c", "d");
        assertThat(Majority.left(cut(Links.between(List.of("a"), List.of("c", "d"))), four, 3))
                .containsExactly("b", "c", "d");
    }

    @Test
    void four_of_six_are_needed_where_the_quorum_is_four() {
        List<String> six = List.of("a", "b", "c", "d", "e", "f");
        Fault halves = cut(Links.between(six.subList(0, 3), six.subList(3, 6)));
        assertThat(Majority.left(halves, six, 4)).isEmpty();
        assertThat(Majority.left(halves, six, 3))
                .as("either half will do where the quorum is half")
                .isEqualTo(six);
    }
}
