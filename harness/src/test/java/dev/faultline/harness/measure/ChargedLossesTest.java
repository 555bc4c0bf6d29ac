package dev.faultline.harness.measure;

import static dev.faultline.harness.measure.Happened.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.collections.SetChecker;
import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.History;
import dev.faultline.checkers.verdict.Losses;
import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A set: an element is named by the millisecond at which its add was acknowledged. */
class ChargedLossesTest {
    private static final List<Long> ACKNOWLEDGED = List.of(500L, 1500L, 3000L, 3500L, 5500L, 6500L);

    private static History history(Long... kept) {
        List<Event> events = new ArrayList<>();
        for (long element : ACKNOWLEDGED) {
            events.add(Event.invoke(0, "add", element).at(nanos(element - 1)).with("node", "n1"));
            events.add(Event.ok(0, "add", element).at(nanos(element)).with("node", "n1"));
        }
        events.add(Event.invoke(0, "read", null).at(nanos(8000)).with("node", "n1"));
        events.add(Event.ok(0, "read", List.of(kept)).at(nanos(8001)).with("node", "n1"));
        return History.of(events);
    }

    /** Of seconds 1 to 3; the second one of 5 to 6. */
    private static Window window(String name, long begun, @Nullable Long healed) {
        Window cut = Happened.cutOffN3();
        return new Window(
                name,
                cut.kind(),
                cut.shape(),
                cut.summary(),
                cut.targets(),
                cut.links(),
                cut.sides(),
                cut.leaders(),
                cut.majority(),
                nanos(begun),
                nanos(begun),
                null,
                healed == null ? null : nanos(healed),
                1,
                cut.proof(),
                null);
    }

    private static List<@Nullable Loss> charged(History history, Window... windows) {
        Losses losses = new SetChecker().losses(history).orElseThrow();
        Measurement measurement =
                new Measurement(Set.of("read"), Set.of(), false, Leaders.NOT_WATCHED, (fault, side) -> null, losses);
        List<@Nullable Loss> charged = new ArrayList<>();
        measurement.of(history, new FaultsRecord(List.of(windows), null, List.of())).recovery().stream()
                .map(FaultFigures::loss)
                .forEach(charged::add);
        return charged;
    }

    @Test
    void a_loss_is_charged_to_the_first_fault_healed_after_the_acknowledgement_and_else_to_the_last() {
        assertThat(charged(history(500L, 3500L), window("F1", 1000, 3000L), window("F2", 5000, 6000L)))
                .containsExactly(new Loss(2, 3, true, nanos(1500)), new Loss(2, 3, true, nanos(1000)));
    }

    @Test
    void where_everything_is_there_it_is_known_that_nothing_was_lost() {
        History all = history(ACKNOWLEDGED.toArray(Long[]::new));
        assertThat(charged(all, window("F1", 1000, 3000L))).containsExactly(new Loss(0, 6, true, 0));
    }

    @Test
    void a_fault_that_was_never_healed_is_charged_until_the_next_begins() {
        assertThat(charged(history(), window("F1", 1000, null), window("F2", 5000, null)))
                .containsExactly(new Loss(4, 4, true, nanos(3000)), new Loss(2, 2, true, nanos(1000)));
    }
}
