package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {

    @Test
    void every_call_is_counted_once_and_percentiles_are_exact() {
        RunData run = SyntheticRun.valid();
        TimeAxis axis = TimeAxis.of(run);
        Tally tally = new Tally(run, axis);
        Calls calls = run.calls();
        List<Call> ok = IntStream.range(0, calls.size())
                .mapToObj(calls::at)
                .filter(c -> c.outcome() == Outcome.OK)
                .toList();

        assertThat(sum(tally.latency))
                .isEqualTo(ok.size())
                .isEqualTo(sum(tally.byNode))
                .isEqualTo((int) tally.totals[0]);
        assertThat(sum(tally.reads) + sum(tally.mutations)).isEqualTo(calls.size());
        for (int cell = 0; cell < axis.cells(); cell++) {
            int c = cell;
            long[] took = ok.stream()
                    .filter(k -> axis.cellOf(k.completedAt()) == c)
                    .mapToLong(k -> k.completedAt() - k.invokedAt())
                    .sorted()
                    .toArray();
            assertThat(tally.p50[cell]).isEqualTo(took.length == 0 ? -1 : took[(took.length - 1) / 2]);
            assertThat(tally.p99[cell])
                    .isEqualTo(took.length == 0 ? -1 : took[(int) Math.ceil(0.99 * took.length) - 1]);
        }
    }

    @Test
    void strokes_of_the_heat_cover_exactly_the_cells_that_hold_something() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int most = 1 + random.nextInt(2000);
            int[][] counts = new int[1 + random.nextInt(4)][1 + random.nextInt(30)];
            for (int[] row : counts) {
                Arrays.setAll(row, i -> random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(most));
            }
            Html html = new Html();
            new Heat(counts).draw(html, "h");
            assertThat(covered(html.toString())).as("seed %d", seed).isEqualTo((int) Arrays.stream(counts)
                    .flatMapToInt(Arrays::stream)
                    .filter(n -> n > 0)
                    .count());
            assertThat(html.elements()).isBetween(0, Heat.LEVELS);
        }
    }

    @Test
    void one_operation_is_visible_beside_a_million() {
        Heat heat = new Heat(new int[][] {{1, 0, 1_000_000}});
        assertThat(heat.level(0)).isEqualTo(-1);
        assertThat(heat.level(1)).isZero();
        assertThat(heat.level(1_000_000)).isEqualTo(Heat.LEVELS - 1);
        assertThat(heat.floors()).hasSize(Heat.LEVELS).startsWith(1).isSorted();
    }

    private static int covered(String paths) {
        return Pattern.compile("h(\\d+)")
                .matcher(paths.replaceAll("class=\"[^\"]*\"", ""))
                .results()
                .mapToInt(m -> Integer.parseInt(m.group(1)))
                .sum();
    }

    private static int sum(int[][] counts) {
        return Arrays.stream(counts).flatMapToInt(Arrays::stream).sum();
    }
}
