package dev.faultline.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.store.VerdictRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class ReportTest {

    static List<RunData> everyKindOfRun() {
        return List.of(SyntheticRun.valid(), SyntheticRun.invalid(), SyntheticRun.unproved(), SyntheticRun.empty());
    }

    @ParameterizedTest
    @MethodSource("everyKindOfRun")
    void a_page_is_well_formed_and_asks_for_nothing_outside_itself(RunData run) throws Exception {
        String html = Report.render(run);
        ParsedPage page = ParsedPage.of(html);

        Set<String> loading = Set.of("src", "href", "srcset", "data", "action", "poster", "background");
        for (Element element : page.elements("*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                String value = element.getAttributes().item(i).getNodeValue();
                if (loading.contains(name)) {
                    assertThat(value).as("%s of %s", name, element.getTagName()).matches("#[a-z0-9]+|data:image/.*");
                }
                if (name.equals("style")) {
                    assertThat(value).doesNotContain("url").matches("[-a-z0-9:;.%]+");
                }
                assertThat(name).doesNotStartWith("on");
            }
        }
        assertThat(html).doesNotContain("http:", "https:");
        assertThat(page.raw.get(0)).doesNotContain("url(", "@import", "//");
    }

    @ParameterizedTest
    @MethodSource("everyKindOfRun")
    void links_within_the_page_lead_somewhere(RunData run) throws Exception {
        ParsedPage page = ParsedPage.of(Report.render(run));
        List<String> ids = page.elements("*").stream()
                .map(e -> e.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.elements("a"))
                .isNotEmpty()
                .allSatisfy(a -> assertThat(ids).contains(a.getAttribute("href").substring(1)));
    }

    @Test
    void the_only_script_that_may_run_is_ours_by_its_hash() throws Exception {
        ParsedPage page = ParsedPage.of(Report.render(SyntheticRun.invalid()));
        byte[] script = page.raw.get(2).getBytes(StandardCharsets.UTF_8);
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(script));
        assertThat(page.elements("script")).hasSize(2);
        assertThat(page.elements("meta").get(2).getAttribute("content"))
                .contains("default-src 'none'")
                .contains("script-src 'sha256-" + hash + "'")
                .doesNotContain("http");
    }

    @Test
    void an_invalid_run_shows_its_sentence_its_steps_and_why_nothing_excuses_it() throws Exception {
        RunData run = SyntheticRun.invalid();
        ParsedPage page = ParsedPage.of(Report.render(run));
        assertThat(page.elements("h1").get(0).getTextContent())
                .isEqualTo(run.verdict().sentence());
        assertThat(page.text("why"))
                .contains("3 operations suffice")
                .contains("after step 2 was done. No order explains it.")
                .contains("What could excuse the read, and does not")
                .contains("Steps 2 and 3 do not overlap")
                .contains("talked to "
                        + Witness.of(run, run.verdict().violations().get(0))
                                .culprit()
                                .node() + " only")
                .contains("0 of 600 datagrams on the 12 cut links");
        assertThat(page.text("all")).containsPattern("timeout[0-9]+ fail, [0-9]+ info");
        assertThat(page.text()).contains("./faultline analyze results/etcd-register/2026-11-22T15.30.11");
    }

    @Test
    void a_violation_that_is_about_no_order_shows_the_operations_that_its_checker_cites() throws Exception {
        RunData run = SyntheticRun.valid();
        VerdictRecord v = run.verdict();
        Call lost = run.calls().at(3000);
        Call shows = run.calls().at(run.calls().size() - 1);
        List<VerdictRecord.Cited> cited = List.of(
                new VerdictRecord.Cited(lost.index(), "acknowledged and gone", true),
                new VerdictRecord.Cited(shows.index(), "does not have it", false));
        VerdictRecord verdict = new VerdictRecord(
                "invalid",
                "1 element was lost",
                List.of(),
                v.findings(),
                List.of(new VerdictRecord.Violation(
                        null, "1 element was lost", lost.index(), List.of(), List.of(), "", cited)),
                v.operations(),
                1);
        String html = Report.render(SyntheticRun.with(run, verdict));
        ParsedPage page = ParsedPage.of(html);
        assertThat(page.text("why"))
                .contains("✕ " + lost.words())
                .contains("acknowledged and gone")
                .contains("does not have it")
                .contains("p" + shows.process() + " on " + shows.node())
                .doesNotContain("No order");
        assertThat(page.text("timeline")).contains("Dashed: the violation at " + Figures.moment(lost.completedAt()));
        assertThat(page.raw.get(1)).contains("\"violation\":" + lost.completedAt() / 1e9);
    }

    @Test
    void a_valid_run_says_how_hard_it_was_tried_and_praises_nothing() throws Exception {
        ParsedPage page = ParsedPage.of(Report.render(SyntheticRun.valid()));
        assertThat(page.text("why"))
                .contains("What was checked")
                .containsPattern("F2 cut n4 n5 \\| n1 n2 n3[0-9,]+ of [0-9,]+ operations asked in it succeeded");
        assertThat(page.text()).contains("✓ VALID").doesNotContain("impossible").doesNotContain("Congratulations");
    }

    @Test
    void an_unknown_run_names_its_causes_first_and_looks_like_no_pass() throws Exception {
        String html = Report.render(SyntheticRun.unproved());
        ParsedPage page = ParsedPage.of(html);
        assertThat(page.elements("title").get(0).getTextContent()).startsWith("UNKNOWN");
        assertThat(page.text("why")).contains("F2 cut n4 n5 | n1 n2 n3 has no proof: iptables: no such chain");
        assertThat(html.indexOf("id=\"faults\"")).isLessThan(html.indexOf("id=\"timeline\""));
        assertThat(page.text()).doesNotContain("✓ VALID");
    }

    @Test
    void a_run_without_operations_has_a_page_that_says_so() throws Exception {
        ParsedPage page = ParsedPage.of(Report.render(SyntheticRun.empty()));
        assertThat(page.text("why"))
                .contains("No operation was recorded.")
                .contains("n2: etcd exited with code 1 at the start");
        assertThat(page.text("timeline")).contains("No fault was injected.").contains("none");
    }

    @Test
    void a_part_that_cannot_be_drawn_says_so_and_leaves_the_others() throws Exception {
        RunData run = SyntheticRun.invalid();
        VerdictRecord v = run.verdict();
        VerdictRecord.Violation bad =
                new VerdictRecord.Violation("2", "It is wrong.", 999_999_999, List.of(), List.of(), "");
        RunData broken = SyntheticRun.with(
                run,
                new VerdictRecord(
                        v.verdict(),
                        v.sentence(),
                        v.story(),
                        v.findings(),
                        List.of(bad),
                        v.operations(),
                        v.checkMillis()));
        ParsedPage page = ParsedPage.of(Report.render(broken));
        assertThat(page.text("why")).contains("could not be drawn").contains("999999999");
        assertThat(page.text("timeline")).contains("latency");
        assertThat(page.text("faults")).contains("2 of 2 proved");
        assertThat(page.text("data")).isEmpty();
        assertThat(page.raw.get(1)).contains("\"cells\"");
    }

    @Test
    void a_run_that_is_invalid_for_another_reason_than_its_order_names_the_checker() throws Exception {
        RunData run = SyntheticRun.valid();
        VerdictRecord v = run.verdict();
        VerdictRecord panicked = new VerdictRecord(
                "invalid",
                "n3: panic: runtime error",
                List.of(),
                List.of(new VerdictRecord.Found("logs", "invalid", "n3: panic: runtime error", Map.of())),
                List.of(),
                v.operations(),
                1);
        ParsedPage page = ParsedPage.of(Report.render(SyntheticRun.with(run, panicked)));
        assertThat(page.text("why")).contains("What is wrong").contains("logs: n3: panic: runtime error");
        assertThat(page.text()).doesNotContain("impossible").doesNotContain("✓ VALID");
    }

    @Test
    void a_log_line_tells_its_wall_time() throws Exception {
        ParsedPage page = ParsedPage.of(Report.render(SyntheticRun.valid()));
        assertThat(page.elements("div"))
                .anyMatch(e -> e.getAttribute("title").equals("2026-11-22T15:30:14.121Z")
                        && e.getTextContent().contains("F1 inject"));
    }

    @Test
    void the_same_run_gives_the_same_page() {
        assertThat(Report.render(SyntheticRun.invalid())).isEqualTo(Report.render(SyntheticRun.invalid()));
    }

    @Test
    void a_million_operations_fit_the_budget() throws Exception {
        String html = Report.render(SyntheticRun.million());
        ParsedPage page = ParsedPage.of(html);
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_000_000);
        assertThat(page.nodes()).isLessThan(10_000);
        assertThat(page.text()).contains("1,000,000 operations").contains("fail 100,000");
    }
}
