package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.ElectionFigures;
import dev.faultline.harness.store.ElectionFigures.OfFault;
import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Failover;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultFigures.Recovered;
import dev.faultline.harness.store.FaultFigures.Replies;
import dev.faultline.harness.store.FaultFigures.Served;
import dev.faultline.harness.store.FaultFigures.Side;
import dev.faultline.harness.store.MetricsRecord;
import dev.faultline.harness.store.MetricsRecord.Outcome;
import dev.faultline.harness.store.VerdictRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryBlockTest {
    private static final long MILLI = 1_000_000;

    private static FaultFigures kill() {
        return new FaultFigures(
                "F1",
                3000 * MILLI,
                3000 * MILLI,
                6000 * MILLI,
                8000 * MILLI,
                new Replies(900, 20, 138, 42),
                1190 * MILLI,
                new Failover("n1", "n4", 1330 * MILLI),
                1360 * MILLI,
                new Recovered(2360 * MILLI, 2360 * MILLI),
                new Recovered(null, 1700 * MILLI),
                1400 * MILLI,
                new Loss(0, 44, true, 0),
                List.of());
    }

    private static FaultFigures cut() {
        return new FaultFigures(
                "F2",
                8000 * MILLI,
                18_000 * MILLI,
                18_000 * MILLI,
                25_000 * MILLI,
                new Replies(900, 20, 0, 55),
                null,
                new Failover(null, null, null),
                63 * MILLI,
                new Recovered(70 * MILLI, 70 * MILLI),
                new Recovered(80 * MILLI, 80 * MILLI),
                900 * MILLI,
                new Loss(3, 243, false, 1460 * MILLI),
                List.of(
                        new Side(
                                List.of("n4", "n5"),
                                false,
                                new Served(602, 602),
                                new Served(0, 33),
                                "not linearizable"),
                        new Side(
                                List.of("n1", "n2", "n3"),
                                true,
                                new Served(0, 0),
                                new Served(268, 278),
                                "linearizable")));
    }

    private static RunData run(Outcome... objectives) {
        return SyntheticRun.valid()
                .with(new MetricsRecord(
                        Map.of(),
                        Map.of(),
                        new Replies(1, 0, 0, 0),
                        List.of(kill(), cut()),
                        1.5,
                        List.of(objectives),
                        null));
    }

    private static ParsedPage page(RunData run) throws Exception {
        return ParsedPage.of(Report.render(run));
    }

    @Test
    void every_fault_has_its_row_of_figures() throws Exception {
        assertThat(page(run()).text("recovery"))
                .contains("F1 kill n1" + "1.19 s" + "1.33 s, n4" + "1.36 s" + "2.36 s" + "not within 1.70 s" + "1.40 s"
                        + "138" + "42" + "0 of 44")
                .contains("F2 cut n4 n5 | n1 n2 n3" + "–" + "–" + "63 ms from heal" + "70 ms from heal" + "80 ms"
                        + "900 ms" + "0" + "55" + "at least 3 of 243, over 1.46 s")
                .contains("No objective was set, so none could be missed.");
    }

    @Test
    void each_side_of_a_cut_tells_what_it_served_and_which_model_held() throws Exception {
        assertThat(page(run()).text("recovery"))
                .contains("F2n4 n5, cut off602 of 6020 of 33not linearizable")
                .contains("F2n1 n2 n3, majority–268 of 278linearizable");
    }

    @Test
    void failover_is_told_as_the_nodes_tell_it_where_they_do() throws Exception {
        ElectionFigures elections = new ElectionFigures(
                List.of(
                        new OfFault("F1", "n1", "n3", 350 * MILLI, "n4", 250 * MILLI, 0),
                        new OfFault("F2", "n4", null, null, null, null, 2)),
                7,
                2);
        RunData run = run();
        assertThat(page(run.with(run.metrics().with(elections))).text("recovery"))
                .contains("F1" + "n1" + "350 ms, by n3" + "250 ms" + "n4" + "1.36 s" + "920 of 1,100" + "0")
                .contains("F2" + "n4" + "not seen" + "not seen" + "–" + "63 ms" + "920 of 975" + "2")
                .contains("2 of 7 in the whole run");
        assertThat(page(run).text("recovery")).doesNotContain("as the nodes tell it");
    }

    @Test
    void objectives_stand_on_the_first_screen_and_beside_what_was_measured() throws Exception {
        Outcome kept = new Outcome("rto<10s", "valid", "2.36 s", "objective rto<10s kept: F1 (kill n1) took 2.36 s");
        Outcome broken = new Outcome(
                "recovery<1s", "invalid", "2.36 s", "objective recovery<1s broken: F1 (kill n1) took 2.36 s");
        Outcome open =
                new Outcome("p99<1s", "unknown", "", "objective p99<1s cannot be judged: no operation succeeded");
        ParsedPage page = page(run(kept, broken, open));
        assertThat(page.text())
                .contains("✓ rto<10s: 2.36 s")
                .contains("✕ recovery<1s: 2.36 s")
                .contains("? p99<1s: not measured");
        assertThat(page.text("recovery"))
                .contains("recovery<1s2.36 sF1 (kill n1) took 2.36 s✕ broken")
                .contains("p99<1snot measuredno operation succeeded? not judged");
    }

    @Test
    void the_first_screen_names_the_worst_recovery_and_what_was_lost() throws Exception {
        assertThat(page(run()).text()).contains("Worst RTO2.36 s, F1").contains("at least 3 of 287 that tell");
    }

    @Test
    void a_run_of_which_nothing_was_measured_says_so() throws Exception {
        ParsedPage page = page(SyntheticRun.valid());
        assertThat(page.text("recovery")).contains("F1 kill n1" + "not measured".repeat(9));
        assertThat(page.text()).doesNotContain("Worst RTO");
    }

    @Test
    void where_only_an_objective_is_broken_its_figures_come_first() {
        RunData run = run(new Outcome("rto<1s", "invalid", "2.36 s", "objective rto<1s broken: F1 took 2.36 s"));
        VerdictRecord.Found ok = new VerdictRecord.Found("linearizable", "valid", "", Map.of());
        VerdictRecord.Found broken = new VerdictRecord.Found("objectives", "invalid", "rto<1s", Map.of());
        VerdictRecord.Found unproved = new VerdictRecord.Found("proof", "unknown", "F2", Map.of());
        assertThat(firstBlocks(run, ok, broken)).isEqualTo("recovery");
        assertThat(firstBlocks(run, ok, unproved, broken)).isEqualTo("timeline");
    }

    private static String firstBlocks(RunData run, VerdictRecord.Found... findings) {
        VerdictRecord verdict =
                new VerdictRecord("invalid", "rto<1s", List.of(), List.of(findings), List.of(), Map.of(), 1);
        String html = Report.render(SyntheticRun.with(run, verdict).with(run.metrics()));
        return html.indexOf("id=\"recovery\"") < html.indexOf("id=\"timeline\"") ? "recovery" : "timeline";
    }

    @Test
    void words_from_outside_cannot_pose_as_markup() throws Exception {
        Outcome hostile = new Outcome("<script>alert(1)</script>", "unknown", "<b>", "x: <i>\u202e");
        String html = Report.render(run(hostile));
        assertThat(html).doesNotContain("<script>alert").doesNotContain("<b>:").doesNotContain("\u202e");
    }
}
