package dev.faultline.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.harness.report.StoredRuns;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.time.Clock;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader does, done in a browser: from all runs to the one, to its violation and to a moment; and a run watched. */
class BrowserIT {
    private static final String INVALID = "2026-11-22T15.30.11";
    private static final Path PICTURES = Path.of("target", "screenshots");

    @TempDir
    static Path folder;

    @TempDir
    static Path profile;

    private static Path program;
    private static Path results;

    private ResultsServer server;
    private Chromium browser;

    @BeforeAll
    static void runs_are_stored() throws Exception {
        program = Chromium.installed();
        results = Files.createDirectory(folder.resolve("results"));
        StoredRuns.invalid(results, INVALID);
        StoredRuns.valid(results, "2026-11-22T16.10.00");
        StoredRuns.valid(results, "2026-11-23T09.00.00");
    }

    @BeforeEach
    void a_reader_opens_the_index() throws Exception {
        server = ResultsServer.start(results, InetAddress.getByName("127.0.0.1"), 0, Clock.system());
        browser = Chromium.start(program, Files.createTempDirectory(profile, "profile"));
        browser.look(1280, 800, false);
        browser.open(server.address());
    }

    @AfterEach
    void nothing_was_complained_of_and_nobody_else_was_asked() {
        List<String> complaints = List.copyOf(browser.complaints());
        List<String> requests = List.copyOf(browser.requests());
        browser.close();
        server.close();
        assertThat(complaints).isEmpty();
        assertThat(requests)
                .isNotEmpty()
                .allMatch(url -> url.startsWith(server.address().toString()) || url.startsWith("data:"));
    }

    /** What the browser's own log of its sockets says: a second witness, which sees what no page asked for too. */
    @AfterAll
    static void no_socket_left_loopback() throws Exception {
        List<String> addresses = new ArrayList<>();
        try (var profiles = Files.list(profile)) {
            for (Path each : profiles.toList()) {
                JsonNode log =
                        new ObjectMapper().readTree(Chromium.networkLog(each).toFile());
                int attempt = log.path("constants")
                        .path("logEventTypes")
                        .path("TCP_CONNECT_ATTEMPT")
                        .asInt();
                log.path("events").forEach(event -> {
                    String address = event.path("params").path("address").asText();
                    if (event.path("type").asInt() == attempt && !address.isEmpty()) {
                        addresses.add(address);
                    }
                });
            }
        }
        assertThat(addresses).isNotEmpty().allMatch(address -> address.startsWith("127.0.0.1:"));
    }

    private int rows() {
        return browser.value("[...document.querySelectorAll('.r')].filter(r => r.offsetParent !== null).length")
                .asInt();
    }

    private String hash() {
        return browser.value("location.hash").asText();
    }

    @Test
    void index_then_run_then_violation_then_a_moment() throws Exception {
        assertThat(browser.text("#totals")).contains("3 runs: 2 valid, 1 invalid");
        assertThat(browser.text("#pinned")).contains("Not expected: 1 (1 new)").contains("invalid");
        browser.screenshot(PICTURES.resolve("index-1280-light.png"));

        browser.click("#pinned .rs a");
        browser.awaitTrue(
                "location.pathname.endsWith('" + INVALID + "/report.html') && document.readyState === 'complete'");
        assertThat(hash()).isEqualTo("#why");
        assertThat(browser.text("#why")).contains("key");
        browser.awaitTrue("Math.abs(document.querySelector('#why').getBoundingClientRect().top) < 200");
        picturesOf("violation");

        browser.value("document.querySelector('#stack .now').focus()");
        browser.press("v");
        double violation = moment();
        browser.press("ArrowRight");
        assertThat(moment()).isCloseTo(violation + 0.1, org.assertj.core.data.Offset.offset(0.002));
        browser.press("Home");
        assertThat(moment()).isZero();
        browser.press("f");
        assertThat(moment()).as("the edge of the first fault").isGreaterThan(0);
        assertThat(browser.text("#stack .now")).contains("p50");
        browser.press("Escape");
        assertThat(browser.value("document.querySelector('#stack .cur').classList.contains('on')")
                        .asBoolean())
                .isFalse();
    }

    /** The moment that the address names. */
    private double moment() {
        assertThat(hash()).startsWith("#t=");
        return Double.parseDouble(hash().substring(3));
    }

    private void picturesOf(String name) throws Exception {
        for (int width : new int[] {1280, 400}) {
            for (boolean dark : new boolean[] {false, true}) {
                browser.look(width, 800, dark);
                browser.value("document.querySelector('" + (name.equals("violation") ? "#why" : "main")
                        + "').scrollIntoView({behavior: 'instant'})");
                browser.screenshot(PICTURES.resolve(name + "-" + width + (dark ? "-dark" : "-light") + ".png"));
                assertThat(browser.value("document.documentElement.scrollWidth").asInt())
                        .as("nothing scrolls sideways at %d", width)
                        .isLessThanOrEqualTo(width);
            }
        }
        browser.look(1280, 800, false);
    }

    @Test
    void a_link_to_a_moment_shows_that_moment() {
        URI moment = server.address().resolve("/etcd-register/" + INVALID + "/report.html#t=9.973");
        browser.open(moment);
        browser.awaitTrue("document.querySelector('#stack .cur').classList.contains('on')");
        assertThat(browser.text("#stack .now")).contains("9.97 s");
        assertThat(browser.value("document.querySelector('#stack .now').getAttribute('aria-valuenow')")
                        .asText())
                .isEqualTo("9.97");
    }

    @Test
    void choices_hide_rows_and_are_kept_in_the_address() throws Exception {
        assertThat(rows()).isEqualTo(3);
        choose("verdict", "valid");
        assertThat(rows()).isEqualTo(2);
        assertThat(hash()).isEqualTo("#verdict=valid");
        assertThat(browser.text("#totals")).as("the totals do not change").contains("3 runs");
        assertThat(browser.text("#f-count")).isEqualTo("2 of 3 rows");
        browser.click("#f-all");
        choose("fault", "kill");
        assertThat(rows()).isEqualTo(3);
        browser.click("#f-text");
        browser.type("no such run");
        browser.awaitTrue("document.querySelector('#f-count').textContent.startsWith('0 of')");

        browser.open(server.address().resolve("/#verdict=new+failure"));
        browser.value("location.reload()");
        browser.awaitTrue("document.querySelector('#f-verdict').value === 'new failure'");
        assertThat(rows()).isEqualTo(1);
        picturesOf("index");
    }

    private void choose(String field, String value) {
        browser.value("(() => { const f = document.querySelector('#f-" + field + "'); f.value = '" + value
                + "'; f.dispatchEvent(new Event('input')); })()");
    }

    @Test
    void a_run_in_progress_is_watched_until_its_report_is_there() throws Exception {
        Path others = Files.createDirectory(folder.resolve("watched"));
        RunFolder run =
                StoredRuns.begun(others, "2026-11-23T10.00.00", Instant.now().minusSeconds(20));
        List<String> lines = StoredRuns.invalidHistory().events().stream()
                .map(HistoryWriter::line)
                .toList();
        int half = lines.size() / 2;
        Files.write(run.history(), lines.subList(0, half));
        try (ResultsServer watched =
                ResultsServer.start(others, InetAddress.getByName("127.0.0.1"), 0, Clock.system())) {
            String was = server.address().toString();
            browser.open(watched.address());
            browser.click("#rest .rs a");
            browser.awaitTrue("document.querySelector('#phase')?.textContent === 'running'");
            String first = browser.text("#ok");
            assertThat(first).matches("[\\d,]+").isNotEqualTo("0");
            assertThat(browser.text("#time")).contains("of 30.0 s");

            StoredRuns.faults(run);
            Files.writeString(run.log(), "F1 inject\n");
            Files.write(run.history(), lines.subList(half, lines.size()), StandardOpenOption.APPEND);
            browser.awaitTrue("document.querySelector('#ok').textContent !== '" + first + "'");
            browser.awaitTrue("document.querySelectorAll('#rows tr').length === 2");
            assertThat(browser.text("#rows")).contains("kill n1").contains("proved");
            assertThat(browser.text("#lines")).contains("F1 inject");
            picturesOf("live");

            StoredRuns.judged(run);
            browser.awaitTrue("location.pathname.endsWith('/report.html') && document.readyState === 'complete'");
            assertThat(browser.text("#why")).isNotEmpty();
            assertThat(browser.requests())
                    .allMatch(url -> url.startsWith(was)
                            || url.startsWith(watched.address().toString())
                            || url.startsWith("data:"));
            browser.requests().removeIf(url -> url.startsWith(watched.address().toString()));
        }
    }
}
