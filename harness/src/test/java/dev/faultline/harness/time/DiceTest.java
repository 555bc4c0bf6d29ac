package dev.faultline.harness.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The numbers are fixed: a seed printed by one version on one JDK must mean the same on every other. */
class DiceTest {

    @Test
    void the_sequence_is_that_of_the_published_generator() {
        Dice dice = new Seed(1234567).dice();
        long[] drawn = {dice.nextLong(), dice.nextLong(), dice.nextLong(), dice.nextLong(), dice.nextLong()};
        assertThat(drawn)
                .containsExactly(
                        6457827717110365317L,
                        3203168211198807973L,
                        Long.parseUnsignedLong("9817491932198370423"),
                        4593380528125082431L,
                        Long.parseUnsignedLong("16408922859458223821"));
    }

    @Test
    void small_numbers_doubles_and_orders_are_fixed() {
        Dice dice = new Seed(42).dice();
        assertThat(IntStream.range(0, 10).map(i -> dice.below(100)).toArray())
                .containsExactly(74, 15, 27, 34, 3, 86, 21, 80, 33, 61);
        assertThat(dice.nextDouble()).isEqualTo(0.20490183179877552);
        assertThat(dice.shuffled(List.of(1, 2, 3, 4, 5))).containsExactly(1, 4, 2, 5, 3);
        assertThat(dice.oneOf(List.of("a", "b", "c"))).isEqualTo("a");
    }

    @Test
    void forks_are_fixed() {
        assertThat(new Seed(42).fork("generator")).isEqualTo(new Seed(860199223214902329L));
        assertThat(new Seed(42).fork("fäults")).isEqualTo(new Seed(-3676040966341523051L));
        assertThat(new Seed(42).fork(0)).isEqualTo(new Seed(-7450291807549245335L));
        assertThat(new Seed(42).fork(-1)).isEqualTo(new Seed(-7500032730674233179L));
    }

    @Test
    void forks_differ_by_label_and_by_number() {
        Seed seed = new Seed(1);
        assertThat(IntStream.range(-1_000, 1_000)
                        .mapToObj(i -> seed.fork((long) i).dice().nextLong()))
                .doesNotHaveDuplicates();
        assertThat(List.of(
                        seed.fork("a"),
                        seed.fork("b"),
                        seed.fork("ab"),
                        seed.fork("ba"),
                        seed.fork(""),
                        new Seed(2).fork("a")))
                .doesNotHaveDuplicates();
    }

    @Test
    void every_number_below_the_bound_comes_about_as_often_and_no_other() {
        Dice dice = new Seed(3).dice();
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[dice.below(7)]++;
        }
        assertThat(counts).satisfies(all -> {
            for (int count : all) {
                assertThat(count).isCloseTo(10_000, within(400));
            }
        });
        assertThat(dice.below(1)).isZero();
        assertThat(dice.below(Integer.MAX_VALUE)).isBetween(0, Integer.MAX_VALUE - 1);
    }

    @Test
    void a_double_is_from_0_to_below_1() {
        Dice dice = new Seed(4).dice();
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            double drawn = dice.nextDouble();
            assertThat(drawn).isGreaterThanOrEqualTo(0).isLessThan(1);
            sum += drawn;
        }
        assertThat(sum / 10_000).isCloseTo(0.5, within(0.02));
    }

    @Test
    void a_shuffle_keeps_every_element() {
        assertThat(new Seed(5).dice().shuffled(List.of(1, 2, 3, 4, 5, 6))).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
    }

    @Test
    void what_is_out_of_range_is_named_with_its_range() {
        Dice dice = new Seed(1).dice();
        assertThatThrownBy(() -> dice.below(0)).hasMessage("bound must be positive, not 0");
        assertThatThrownBy(() -> dice.below(-3)).hasMessage("bound must be positive, not -3");
        assertThatThrownBy(() -> dice.oneOf(List.of())).hasMessage("choices must not be empty");
    }

    @Test
    void a_fresh_seed_is_short_enough_to_type() {
        assertThat(Seed.fresh().value()).isBetween(1L, 9_999_999L);
    }
}
