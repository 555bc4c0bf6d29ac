package dev.faultline.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.time.Dice;
import dev.faultline.harness.time.Seed;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    private static List<String> nodes(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "n" + i).toList();
    }

    private static Set<String> pick(Target target, int count, @Nullable String leader, long seed) {
        return target.pick(nodes(count), leader, new Seed(seed).dice());
    }

    @ParameterizedTest(name = "of {0} nodes: one {1}, minority {2}, majority {3}, all {4}")
    @CsvSource({"1, 1, 1, 1, 1", "2, 1, 1, 2, 2", "3, 1, 1, 2, 3", "4, 1, 1, 3, 4", "5, 1, 2, 3, 5", "7, 1, 3, 4, 7"})
    void each_hits_as_many_nodes_as_its_name_says(int count, int one, int minority, int majority, int all) {
        assertThat(pick(Target.ONE, count, null, 1)).hasSize(one);
        assertThat(pick(Target.MINORITY, count, null, 1)).hasSize(minority);
        assertThat(pick(Target.MAJORITY, count, null, 1)).hasSize(majority);
        assertThat(pick(Target.ALL, count, null, 1)).hasSize(all);
    }

    @Test
    void the_leader_is_hit_when_there_is_one_and_anybody_else_when_not() {
        assertThat(pick(Target.LEADER, 5, "n4", 1)).containsExactly("n4");
        assertThat(pick(Target.LEADER, 5, null, 1)).hasSize(1).isSubsetOf(nodes(5));
    }

    @Test
    void every_node_is_hit_sooner_or_later() {
        assertThat(LongStream.range(0, 100).boxed().flatMap(s -> pick(Target.ONE, 5, null, s).stream()))
                .containsAll(nodes(5));
    }

    @Test
    void a_known_leader_changes_nothing_that_is_drawn_later() {
        Dice known = new Seed(3).dice();
        Dice unknown = new Seed(3).dice();
        Target.LEADER.pick(nodes(5), "n1", known);
        Target.LEADER.pick(nodes(5), null, unknown);
        assertThat(known.nextLong()).isEqualTo(unknown.nextLong());
    }

    @Test
    void its_word_is_the_command_lines() {
        assertThat(Target.LEADER.word()).isEqualTo("leader");
    }
}
