package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Outcome;
import dev.faultline.harness.store.VerdictRecord.Step;
import dev.faultline.harness.store.VerdictRecord.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WitnessTest {
    private static final long MS = 1_000_000;

    @Test
    void the_value_is_certain_only_where_the_order_makes_it_so() {
        Call one = call(0, "write", "1", 0, 10, Outcome.OK);
        Call two = call(2, "write", "2", 20, 40, Outcome.OK);
        Call read = call(4, "read", "2", 25, 30, Outcome.OK);
        Call stale = call(6, "read", "1", 50, 55, Outcome.OK);
        Witness witness = new Witness(
                violation(stale),
                List.of(one, two, read, stale),
                stale,
                List.of(one, two, stale),
                List.of(new Witness.Placed(one, "1"), new Witness.Placed(two, "2"), new Witness.Placed(read, "2")));
        KeyLanes lanes = new KeyLanes(List.of(), List.of(), 4, 0, 100 * MS);
        assertThat(new ValueLane(witness, lanes).segments())
                .containsExactly(
                        new ValueLane.Segment("1", 0, 20 * MS, true),
                        new ValueLane.Segment("1 or 2", 20 * MS, 30 * MS, false),
                        new ValueLane.Segment("must be 2", 30 * MS, 50 * MS, true));
    }

    @Test
    void excuses_are_counted_from_the_history() {
        RunData run = SyntheticRun.invalid();
        Witness witness = Witness.of(run, run.verdict().violations().get(0));
        assertThat(new Excuses(run, witness, null).points())
                .anyMatch(p ->
                        p.startsWith("Only step 1 wrote " + witness.culprit().value()))
                .anyMatch(p -> p.matches("Steps 2 and 3 do not overlap: .* lie between them, on one clock\\."));
    }

    @Test
    void a_second_writer_of_the_value_is_no_longer_called_the_only_one() {
        Call one = call(0, "write", "1", 0, 10, Outcome.OK);
        Call again = call(2, "write", "1", 20, 40, Outcome.INFO);
        Call stale = call(4, "read", "1", 50, 55, Outcome.OK);
        Witness witness =
                new Witness(violation(stale), List.of(one, again, stale), stale, List.of(one, stale), List.of());
        List<String> points = new Excuses(SyntheticRun.empty(), witness, null).points();
        assertThat(points).contains("2 operations wrote 1; the checker tried them all.");
        assertThat(points).anyMatch(p -> p.contains("1 wrote 1"));
    }

    @Test
    void lanes_hold_no_overlapping_calls_and_the_culprit_however_many_calls_there_are() {
        RunData run = SyntheticRun.invalid();
        Witness witness = Witness.of(run, run.verdict().violations().get(0));
        KeyLanes lanes = KeyLanes.of(run, witness, null);
        assertThat(lanes.calls()).contains(witness.culprit()).hasSize(lanes.total());
        for (KeyLanes.Lane lane : lanes.lanes()) {
            List<Call> mine = lanes.calls().stream()
                    .filter(c -> lanes.laneOf(c, run).equals(lane))
                    .toList();
            for (int i = 1; i < mine.size(); i++) {
                assertThat(mine.get(i).invokedAt())
                        .isGreaterThanOrEqualTo(mine.get(i - 1).drawnUntil(run.timeoutNanos()));
            }
        }
        RunData million = SyntheticRun.million();
        Witness among = Witness.of(million, million.verdict().violations().get(0));
        KeyLanes near = KeyLanes.of(million, among, null);
        assertThat(near.calls()).contains(among.culprit()).hasSizeBetween(100, KeyLanes.MOST_CALLS);
        assertThat(near.total()).isEqualTo(1_000_000);
    }

    @Test
    void keys_are_split_from_values_and_named_processes_get_numbers() {
        List<Object> read = new ArrayList<>(List.of("a"));
        read.add(null);
        Calls calls = HistoryCalls.of(History.of(
                Event.invoke(3, "cas", List.of("a", List.of(4, 5))).at(1).with("node", "n2"),
                Event.invoke(4, "read", read).at(2),
                Event.ok(4, "read", List.of("a", 5)).at(3),
                Event.info(3, "cas", List.of("a", List.of(4, 5))).at(9)));
        assertThat(calls.at(0)).isEqualTo(new Call(0, -1, 3, "n2", "cas", "a", "[4 5]", 1, 9, Outcome.INFO, null));
        assertThat(calls.at(0).words()).isEqualTo("cas 4 → 5");
        assertThat(calls.at(0).written()).isEqualTo("5");
        assertThat(calls.at(1).words()).isEqualTo("read → 5");
        assertThat(calls.ofKey("\"a\"")).hasSize(2);
    }

    @Test
    void a_history_without_times_is_drawn_by_the_order_of_its_events() {
        Calls calls = HistoryCalls.of(
                History.of(Event.invoke(0, "read", null), Event.ok(0, "read", 1), Event.invoke(0, "write", 2)));
        assertThat(calls.at(0).completedAt()).isEqualTo(MS);
        assertThat(calls.at(1).invokedAt()).isEqualTo(2 * MS);
        assertThat(calls.at(1).completedAt()).isEqualTo(Call.NEVER);
    }

    @Test
    void a_history_of_one_object_has_no_keys() {
        Calls calls = HistoryCalls.of(History.of(
                Event.invoke(0, "read", null).at(0),
                Event.ok(0, "read", List.of(1, 2)).at(1),
                Event.invoke(0, "write", List.of(3, 4)).at(2)));
        assertThat(calls.keys()).isEmpty();
        assertThat(calls.at(0).value()).isEqualTo("[1 2]");
        assertThat(calls.at(1).completedAt()).isEqualTo(Call.NEVER);
        assertThat(calls.ofKey(null)).hasSize(2);
    }

    private static Violation violation(Call culprit) {
        return new Violation(null, "wrong", culprit.completion(), List.of(), List.<Step>of(), "");
    }

    private static Call call(long index, String function, String value, long from, long to, Outcome outcome) {
        return new Call(index, index + 1, (int) index, "n1", function, null, value, from * MS, to * MS, outcome, null);
    }
}
