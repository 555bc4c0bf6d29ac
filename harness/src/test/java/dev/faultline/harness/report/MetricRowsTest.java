package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.harness.store.NodeMetric;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.store.RoleChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Resources of the nodes as the page shows them: aggregated into its cells, with gaps where nothing was measured. */
class MetricRowsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final TimeAxis AXIS = new TimeAxis(100 * SECOND, SECOND);

    private static Observed load(double... values) {
        Observed observed = new Observed();
        for (int i = 0; i < values.length; i++) {
            observed.add(new NodeSample(i * SECOND / 2, "n1", Map.of("hostLoad", values[i])));
        }
        return observed;
    }

    private static NodeSeries series(Observed observed, boolean greatest) {
        return NodeSeries.of(observed, "n1", List.of(NodeMetric.HOST_LOAD), AXIS, greatest);
    }

    @Test
    void a_cell_is_the_mean_of_its_samples_or_the_greatest_of_them() {
        Observed observed = load(1, 3, 8, 4);
        assertThat(series(observed, false).at(0)).isEqualTo(2);
        assertThat(series(observed, true).at(1)).isEqualTo(8);
        assertThat(series(observed, false).max()).as("of single samples").isEqualTo(8);
    }

    @Test
    void a_cell_without_a_sample_is_not_measured_and_not_zero() {
        NodeSeries series = series(load(0), false);
        assertThat(series.measured(0)).isTrue();
        assertThat(series.at(0)).isZero();
        assertThat(series.measured(1)).isFalse();
        assertThat(series(new Observed(), false).empty()).isTrue();
    }

    @Test
    void samples_beyond_the_axis_are_not_drawn_at_its_ends() {
        Observed observed = new Observed();
        observed.add(new NodeSample(-SECOND, "n1", Map.of("hostLoad", 5.0)));
        observed.add(new NodeSample(100 * SECOND, "n1", Map.of("hostLoad", 7.0)));
        NodeSeries series = series(observed, false);
        assertThat(series.measured(0)).isFalse();
        assertThat(series.measured(99)).isFalse();
    }

    @Test
    void a_sum_of_parts_is_measured_where_all_of_them_are() {
        Observed observed = new Observed();
        observed.add(new NodeSample(0, "n1", Map.of("cpuUserCores", .5, "cpuSystemCores", .25)));
        observed.add(new NodeSample(SECOND, "n1", Map.of("cpuUserCores", .5)));
        NodeSeries series =
                NodeSeries.of(observed, "n1", List.of(NodeMetric.CPU_USER, NodeMetric.CPU_SYSTEM), AXIS, false);
        assertThat(series.at(0)).isEqualTo(.75);
        assertThat(series.measured(1)).isFalse();
        assertThat(series.max()).isEqualTo(.75);
    }

    @Test
    void an_axis_ends_at_a_round_number_and_does_not_shrink_to_noise() {
        assertThat(MetricScale.upTo(.0001, .2, 0).top()).isCloseTo(.2, within(1e-12));
        assertThat(MetricScale.upTo(317, 100, 0).top()).isEqualTo(500);
        assertThat(MetricScale.upTo(1000, 100, 0).top()).isEqualTo(1000);
        MetricScale log = MetricScale.upTo(100, 10, .4);
        assertThat(log.y(100)).isZero();
        assertThat(log.y(.4)).isEqualTo(MetricScale.STEPS);
        assertThat(log.y(0)).isEqualTo(MetricScale.STEPS);
    }

    @Test
    void every_node_has_its_line_and_one_is_drawn_out() throws Exception {
        ParsedPage page = ParsedPage.of(Report.render(SyntheticNodes.watched(SyntheticRun.valid(), 30)));
        List<Element> charts = page.elements("svg").stream()
                .filter(svg -> !svg.getAttribute("data-m").isEmpty())
                .toList();
        assertThat(charts)
                .extracting(svg -> svg.getAttribute("data-m"))
                .containsExactly(
                        "CPU",
                        "resident",
                        "memory",
                        "data",
                        "written",
                        "read",
                        "net out",
                        "net in",
                        "host load",
                        "response");
        assertThat(charts).allSatisfy(svg -> {
            assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(5);
            Element last = (Element) svg.getElementsByTagName("path").item(4);
            assertThat(last.getAttribute("class")).isEqualTo("nl em");
        });
        assertThat(page.text("timeline")).containsPattern("net outmax [0-9,]+ kB/s[0-9.]+ MB in all");
        assertThat(page.text("all")).contains("resident memory of the system's process");
    }

    @Test
    void the_numbers_of_a_line_can_be_read_back_from_it() throws Exception {
        RunData run = SyntheticRun.valid();
        Observed observed = load(1, 1, 2, 2, 3, 3);
        ParsedPage page = ParsedPage.of(Report.render(SyntheticNodes.with(run, observed)));
        String path = page.elements("path").stream()
                .filter(p -> p.getAttribute("class").startsWith("nl"))
                .map(p -> p.getAttribute("d"))
                .findFirst()
                .orElseThrow();
        // top 5: 1, 2 and 3 lie 800, 600 and 400 of 1000 steps below it
        assertThat(path).startsWith("M0.5 800l0 0 ").contains("-200").endsWith(" 0");
    }

    @Test
    void a_gap_of_several_seconds_breaks_the_line() throws Exception {
        Observed observed = load(1, 1, 1);
        observed.add(new NodeSample(20 * SECOND, "n1", Map.of("hostLoad", 1.0)));
        ParsedPage page = ParsedPage.of(Report.render(SyntheticNodes.with(SyntheticRun.valid(), observed)));
        assertThat(page.elements("path"))
                .filteredOn(p -> p.getAttribute("class").startsWith("nl"))
                .singleElement()
                .satisfies(p -> assertThat(p.getAttribute("d").split("M")).hasSize(3));
    }

    @Test
    void what_was_never_measured_says_so_and_what_was_always_zero_has_no_row() throws Exception {
        Observed observed = new Observed();
        observed.add(new NodeSample(SECOND, "n1", Map.of("hostLoad", .5, "processReadBytesPerSecond", .0)));
        ParsedPage page = ParsedPage.of(Report.render(SyntheticNodes.with(SyntheticRun.valid(), observed)));
        assertThat(page.text("timeline")).contains("CPUnot measured").contains("responsenot measured");
        assertThat(page.elements("b")).noneMatch(b -> b.getTextContent().equals("read"));
    }

    @Test
    void an_old_run_says_that_its_nodes_were_not_measured() throws Exception {
        ParsedPage page = ParsedPage.of(Report.render(SyntheticRun.valid()));
        assertThat(page.text("timeline")).contains("resourcesnot measured");
        assertThat(page.text("all")).contains("nothing was measured on them");
    }

    @Test
    void lanes_say_who_led_in_which_term_and_who_knew_of_no_leader() throws Exception {
        Observed observed = new Observed();
        observed.add(new RoleChange(0, "n1", RoleChange.LEADER, 2L));
        observed.add(new RoleChange(10 * SECOND, "n1", RoleChange.CANDIDATE, 3L));
        observed.add(new RoleChange(20 * SECOND, "n1", RoleChange.FOLLOWER, 4L));
        ParsedPage page = ParsedPage.of(Report.render(SyntheticNodes.with(SyntheticRun.valid(), observed)));
        assertThat(page.text("timeline")).contains("leader, term 2").contains("no leader, term 3");
        assertThat(page.elements("i"))
                .extracting(i -> i.getAttribute("class"))
                .contains("at to rl ld", "at to rl cd", "at to rl fo");
        assertThat(page.raw.get(1)).contains("[0.0,\"leader, term 2\"]");
    }
}
