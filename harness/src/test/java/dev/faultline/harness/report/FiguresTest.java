package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "900000, 0.9 ms",
        "9949999, 9.9 ms",
        "9950000, 10 ms",
        "63400000, 63 ms",
        "999499999, 999 ms",
        "999500000, 1.00 s",
        "1460000000, 1.46 s",
        "312000000000, 312 s",
        "0, 0.0 ms",
        "-63000000, −63 ms"
    })
    void durations_have_the_digits_that_matter(long nanos, String text) {
        assertThat(Figures.duration(nanos)).isEqualTo(text.replace(' ', '\u00a0'));
    }

    @Test
    void counts_are_in_full_and_ratios_say_how_much_was_tried() {
        assertThat(Figures.count(5657)).isEqualTo("5,657");
        assertThat(Figures.ratio(0, 775)).isEqualTo("0 of 775");
        assertThat(Figures.count(1, "key", "keys")).isEqualTo("1\u00a0key");
    }

    @Test
    void moments_have_three_decimals_and_a_real_minus_sign() {
        assertThat(Figures.moment(-6_975_000_000L)).isEqualTo("−6.975");
        assertThat(Figures.range(8_412_000_000L, 18_503_000_000L)).isEqualTo("8.412 – 18.503");
        assertThat(Figures.fineMoment(9_970_500_000L)).isEqualTo("9.9705");
    }

    @Test
    void numbers_in_styles_are_plain() {
        assertThat(Figures.plain(12)).isEqualTo("12");
        assertThat(Figures.plain(0.25)).isEqualTo("0.25");
        assertThat(Figures.plain(-0.00001)).isEqualTo("0");
        assertThat(Figures.plain(1e7)).isEqualTo("10000000");
    }

    @Test
    void ticks_are_round_and_cells_few() {
        assertThat(TimeAxis.ticks(0, 30_000_000_000L, 8))
                .isEqualTo(List.of(
                        0L,
                        5_000_000_000L,
                        10_000_000_000L,
                        15_000_000_000L,
                        20_000_000_000L,
                        25_000_000_000L,
                        30_000_000_000L));
        assertThat(TimeAxis.of(SyntheticRun.million()).cells()).isBetween(60, TimeAxis.MOST_CELLS);
        assertThat(TimeAxis.of(SyntheticRun.empty()).cells()).isBetween(60, TimeAxis.MOST_CELLS);
    }
}
