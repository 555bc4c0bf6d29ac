package dev.faultline.harness.measure;

import static dev.faultline.harness.measure.Happened.fault;
import static dev.faultline.harness.measure.Happened.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.ElectionFigures;
import dev.faultline.harness.store.ElectionFigures.OfFault;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.NodeEvent;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The faults begin at 1000 ms, stand at 1100 and are healed at 3000. */
class ElectionsTest {
    private static final Window KILL = fault("kill", List.of("n2"), List.of("n2"), List.of("n1", "n3"));
    private static final Window CUT = fault("partition", List.of("n2"), List.of("n2"), List.of("n1", "n3"));

    private static NodeEvent suspects(long millis, String node, String suspected) {
        return new NodeEvent(nanos(millis), node, NodeEvent.SUSPECTS, suspected, 3L, null);
    }

    private static NodeEvent leads(long millis, String node) {
        return new NodeEvent(nanos(millis), node, NodeEvent.LEADS, null, 4L, null);
    }

    private static ElectionFigures measured(Window fault, NodeEvent... events) {
        return Objects.requireNonNull(Elections.of(List.of(events), List.of(fault)));
    }

    private static OfFault row(Window fault, NodeEvent... events) {
        return measured(fault, events).faults().get(0);
    }

    @Test
    void a_leader_that_is_killed_is_suspected_and_another_is_elected() {
        ElectionFigures figures = measured(
                KILL,
                leads(10, "n2"),
                suspects(1500, "n3", "n2"),
                suspects(1450, "n1", "n2"),
                leads(1700, "n3"),
                leads(2500, "n1"));
        assertThat(figures.faults()).containsExactly(new OfFault("F1", "n2", "n1", nanos(350), "n3", nanos(250), 0));
        assertThat(figures.suspicions()).isEqualTo(2);
        assertThat(figures.falseSuspicions()).isZero();
    }

    @Test
    void what_the_leader_itself_suspects_or_does_is_no_detection_of_its_failure() {
        assertThat(row(CUT, suspects(1200, "n2", "n1"), leads(1300, "n2"), suspects(1600, "n1", "n2")))
                .isEqualTo(new OfFault("F1", "n2", "n1", nanos(500), null, null, 0));
    }

    @Test
    void a_suspicion_before_the_fault_stood_everywhere_took_no_time() {
        assertThat(row(CUT, suspects(1050, "n1", "n2"), leads(1150, "n3")))
                .isEqualTo(new OfFault("F1", "n2", "n1", 0L, "n3", nanos(100), 0));
    }

    @Test
    void what_was_not_seen_has_no_figure() {
        assertThat(row(KILL, leads(10, "n2"))).isEqualTo(new OfFault("F1", "n2", null, null, null, null, 0));
        assertThat(row(KILL, leads(1500, "n1"))).isEqualTo(new OfFault("F1", "n2", null, null, "n1", null, 0));
    }

    @Test
    void a_fault_that_leaves_the_leader_with_the_majority_is_no_failover() {
        Window follower = fault("kill", List.of("n3"), List.of("n2"), List.of("n1", "n2"));
        assertThat(row(follower, suspects(1500, "n2", "n3"), leads(1600, "n1")))
                .isEqualTo(new OfFault("F1", null, null, null, null, null, 0));
    }

    @Test
    void the_next_fault_ends_what_belongs_to_this_one() {
        Window next = new Window(
                "F2",
                "slow",
                "link",
                "slow n1",
                List.of("n1"),
                List.of(),
                List.of(),
                List.of("n3"),
                List.of("n1", "n2", "n3"),
                nanos(4000),
                nanos(4010),
                null,
                null,
                0,
                null,
                null);
        List<NodeEvent> events = List.of(suspects(4500, "n1", "n2"), leads(4600, "n1"));
        ElectionFigures figures = Objects.requireNonNull(Elections.of(events, List.of(KILL, next)));
        assertThat(figures.faults())
                .containsExactly(
                        new OfFault("F1", "n2", null, null, null, null, 0),
                        new OfFault("F2", null, null, null, null, null, 1));
    }

    @ParameterizedTest(name = "at {0} ms {1} suspecting {2} under a {3} of n2 is false: {4}")
    @CsvSource({
        "500, n1, n2, kill, true",
        "1500, n1, n2, kill, false",
        "1500, n1, n3, kill, true",
        "1500, n2, n1, pause, false",
        "1500, n1, n2, pause, false",
        "3500, n1, n2, pause, true",
        "1500, n1, n2, partition, false",
        "1500, n2, n3, partition, false",
        "1500, n1, n3, partition, true",
        "1500, n1, n2, slow, true",
        "1500, n1, n2, clock, true",
        "1500, n1, n1, slow, false"
    })
    void a_suspicion_is_false_where_no_fault_kept_the_two_from_hearing_each_other(
            long millis, String node, String suspected, String kind, boolean isFalse) {
        Window fault = fault(kind, List.of("n2"), List.of(), List.of("n1", "n3"));
        assertThat(measured(fault, suspects(millis, node, suspected)).falseSuspicions())
                .isEqualTo(isFalse ? 1 : 0);
    }

    @Test
    void a_directed_link_that_is_cut_excuses_both_of_its_ends() {
        Window link = new Window(
                "F1",
                "partition",
                "link",
                "cut n1->n2",
                List.of(),
                List.of(List.of("n1", "n2")),
                List.of(),
                List.of("n2"),
                List.of("n1", "n2", "n3"),
                nanos(1000),
                nanos(1100),
                null,
                null,
                0,
                null,
                null);
        assertThat(measured(link, suspects(1500, "n1", "n2"), suspects(1600, "n2", "n1"), suspects(1700, "n3", "n2"))
                        .falseSuspicions())
                .isEqualTo(1);
    }

    @Test
    void where_nodes_said_nothing_nothing_is_measured() {
        assertThat(Elections.of(List.of(), List.of(KILL))).isNull();
    }
}
