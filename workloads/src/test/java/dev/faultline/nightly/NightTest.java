package dev.faultline.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.report.Failure;
import dev.faultline.harness.store.Json;
import dev.faultline.nightly.Night.Ran;
import dev.faultline.nightly.Night.Tested;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class NightTest {
    private static final String SAFE = "--system etcd --expect valid";
    private static final String STALE = "--system etcd --option reads=serializable --expect invalid";
    private static final String LATE = "--system redis --expect valid";

    @TempDir
    Path folder;

    private static Ran ran(long seed, String verdict, String expected) {
        return new Ran(
                seed,
                verdict,
                expected,
                "key <0> & \u0007 is not *linearizable*",
                List.of("process 1 read 2"),
                "../etcd-register/2026/report.html",
                "./faultline run --seed " + seed,
                61.25);
    }

    private static Night night(String ofSafe, String ofStale) {
        return new Night(
                "2026-11-22T01:00:00Z",
                900,
                List.of(
                        new Tested(SAFE, List.of(ran(1, "valid", "valid"), ran(2, ofSafe, "valid"))),
                        new Tested(STALE, List.of(ran(3, ofStale, "invalid"))),
                        new Tested(LATE, List.of())));
    }

    @Test
    void a_failure_is_new_ongoing_or_resolved_by_the_night_before() {
        Night good = night("valid", "invalid");
        Night bad = night("invalid", "invalid");
        assertThat(bad.since(good, bad.tests().get(0))).contains(Failure.NEW);
        assertThat(bad.since(null, bad.tests().get(0))).contains(Failure.NEW);
        assertThat(bad.since(bad, bad.tests().get(0))).contains(Failure.ONGOING);
        assertThat(good.since(bad, good.tests().get(0))).contains(Failure.RESOLVED);
        assertThat(good.since(good, good.tests().get(0))).isEmpty();
        assertThat(good.clean()).isTrue();
        assertThat(bad.clean()).isFalse();
    }

    @Test
    void an_expectation_that_was_corrected_resolves_the_failure() {
        Night wrong = new Night(
                "2026-11-22T01:00:00Z",
                900,
                List.of(new Tested("--system etcd --expect valid", List.of(ran(1, "invalid", "valid")))));
        Night corrected = new Night(
                "2026-11-23T01:00:00Z",
                900,
                List.of(new Tested("--system etcd --expect=invalid", List.of(ran(2, "invalid", "invalid")))));
        assertThat(corrected.since(wrong, corrected.tests().get(0))).contains(Failure.RESOLVED);
    }

    @Test
    void an_anomaly_that_was_to_be_found_and_was_not_is_a_failure() {
        Night missed = night("valid", "valid");
        assertThat(missed.tests().get(1).failed()).isTrue();
    }

    @Test
    void a_test_that_was_not_run_says_nothing_of_its_failure() {
        Night failedBefore = new Night("then", 1, List.of(new Tested(LATE, List.of(ran(9, "unknown", "valid")))));
        Night now = night("valid", "invalid");
        assertThat(now.since(failedBefore, now.tests().get(2))).isEmpty();
    }

    @Test
    void a_night_is_read_as_it_was_written() {
        Night night = night("invalid", "unknown");
        Json.write(folder.resolve("nightly.json"), night);
        assertThat(Json.read(folder.resolve("nightly.json"), Night.class)).isEqualTo(night);
    }

    @Test
    void build_servers_read_failures_errors_and_what_was_skipped()
            throws IOException, ParserConfigurationException, SAXException {
        Path file = folder.resolve("junit.xml");
        JUnitXml.write(file, night("invalid", "unknown"));
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        Element suite = xml.getDocumentElement();
        assertThat(List.of("tests", "failures", "errors", "skipped", "time"))
                .extracting(suite::getAttribute)
                .containsExactly("4", "1", "1", "1", "183.750");
        NodeList cases = xml.getElementsByTagName("testcase");
        assertThat(cases.getLength()).isEqualTo(4);
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("INVALID key <0> & ? is not *linearizable*");
        assertThat(failure.getTextContent())
                .contains("process 1 read 2", "report: ../etcd-register", "again:  ./faultline run --seed 2");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo(SAFE + " --seed 2");
        assertThat(xml.getElementsByTagName("error").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(1);
    }

    @Test
    void the_summary_says_what_is_new_and_what_is_resolved_and_what_was_not_run() {
        String summary = Summary.of(night("invalid", "invalid"), night("valid", "valid"));
        assertThat(summary)
                .contains("3 runs of 3 tests: 2 as expected, 1 not. 1 new, 0 ongoing, 1 resolved.")
                .contains(
                        "## New failures\n\n- `" + SAFE + "`\n  - seed 2: **INVALID** (expected valid) key \\<0\\> & ")
                .contains("## Resolved\n\n- `" + STALE + "`\n")
                .contains("## Not run: the time was up\n\n- `" + LATE + "`")
                .contains("Compared with the night of 2026-11-22T01:00:00Z.")
                .doesNotContain("Ongoing failures");
    }

    @Test
    void the_first_night_has_nothing_to_compare_with() {
        assertThat(Summary.of(night("valid", "invalid"), null)).contains("There is no night before to compare with.");
    }
}
