package dev.faultline.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.report.StoredRuns;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.time.Clock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered, what is not, and with which headers. */
class ResultsServerTest {
    private static final String RUN = "/etcd-register/2026-11-22T15.30.11";

    @TempDir
    static Path outside;

    private static Path results;
    private static RunFolder run;
    private static ResultsServer server;

    @BeforeAll
    static void a_run_is_served() throws IOException {
        Files.writeString(outside.resolve("secret"), "do not tell");
        results = Files.createDirectory(outside.resolve("results"));
        run = StoredRuns.invalid(results, "2026-11-22T15.30.11");
        Files.createSymbolicLink(results.resolve("latest"), Path.of("etcd-register", "2026-11-22T15.30.11"));
        Files.writeString(run.logs("n5").resolve("page.html"), "<script>alert(1)</script>");
        Files.writeString(results.resolve("README.md"), "do not tell");
        Files.writeString(results.resolve(".index.lock"), "do not tell");
        Files.writeString(run.path().resolve(".hidden"), "do not tell");
        Files.createSymbolicLink(run.path().resolve("way out"), outside.resolve("secret"));
        Files.createSymbolicLink(run.path().resolve("folder out"), outside);
        Files.createSymbolicLink(run.path().resolve("round"), results);
        Files.createDirectories(outside.resolve("elsewhere/run"));
        Files.writeString(outside.resolve("elsewhere/run/secret"), "do not tell");
        Files.createSymbolicLink(results.resolve("out"), outside.resolve("elsewhere"));
        server = ResultsServer.start(results, InetAddress.getLoopbackAddress(), 0, Clock.system());
    }

    @AfterAll
    static void and_no_more() {
        server.close();
    }

    private Reply get(String path) throws IOException {
        return Reply.to(server.address(), "GET", path, "localhost");
    }

    @Test
    void the_index_shows_the_run_and_a_new_one_as_soon_as_it_is_there(@TempDir Path few) throws Exception {
        StoredRuns.begun(few, "2026-11-22T15.30.11", Instant.parse("2026-11-22T15:30:11Z"));
        try (ResultsServer own = ResultsServer.start(few, InetAddress.getLoopbackAddress(), 0, Clock.system())) {
            assertThat(Reply.to(own.address(), "GET", "/", "localhost").text())
                    .contains("1 run: 1 running")
                    .contains("." + RUN + "/");
            StoredRuns.begun(few, "2026-11-22T16.00.00", Instant.parse("2026-11-22T16:00:00Z"));
            assertThat(Reply.to(own.address(), "GET", "/index.html", "localhost")
                            .text())
                    .contains("2 runs: 2 running");
        }
        assertThat(few.resolve("index.html")).as("a server writes nothing").doesNotExist();
    }

    @Test
    void the_report_is_a_page_and_everything_beside_it_is_text() throws Exception {
        assertThat(get(RUN + "/report.html").header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(get(RUN + "/report.html").text()).contains("INVALID");
        assertThat(get(RUN + "/verdict.json").header("content-type")).isEqualTo("application/json");
        assertThat(get(RUN + "/history.edn").header("content-type")).startsWith("text/plain");
        assertThat(get(RUN + "/node%20logs/n5/etcd.log").text()).contains("n5 lost leader n1");
        Reply foreign = get(RUN + "/node%20logs/n5/page.html");
        assertThat(foreign.header("content-type")).startsWith("text/plain");
        assertThat(foreign.header("content-security-policy")).contains("default-src 'none'; sandbox");
    }

    @Test
    void every_answer_forbids_what_no_page_needs() throws Exception {
        for (String path : new String[] {"/", RUN + "/report.html", RUN + "/history.edn", "/nothing", "/live.js"}) {
            Reply reply = get(path);
            assertThat(reply.header("content-security-policy"))
                    .as(path)
                    .contains("default-src 'none'")
                    .contains("frame-ancestors 'none'")
                    .doesNotContain("connect-src");
            assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
            assertThat(reply.header("referrer-policy")).isEqualTo("no-referrer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/../../../../../../etc/passwd",
                "/..%2fsecret",
                "/%2e%2e/secret",
                "/%2e%2e%2fsecret",
                "/%252e%252e/secret",
                "/..%5csecret",
                "/..%c0%afsecret",
                "/etcd-register/%2e%2e/%2e%2e/secret",
                "/etcd-register/2026-11-22T15.30.11/../../../secret",
                "/etcd-register/2026-11-22T15.30.11/%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret",
                "/etcd-register/2026-11-22T15.30.11/report.html%00.txt",
                "/etcd-register/2026-11-22T15.30.11/way%20out",
                "/etcd-register/2026-11-22T15.30.11/folder%20out/secret",
                "/etcd-register/2026-11-22T15.30.11/round/README.md",
                "/etcd-register/2026-11-22T15.30.11/.hidden",
                "/etcd-register/2026-11-22T15.30.11/node%20logs/",
                "/etcd-register/2026-11-22T15.30.11/node%20logs",
                "/etcd-register/",
                "/etcd-register",
                "/runs/etcd-register/..zip",
                "/runs/../secret.zip",
                "/runs/%2e%2e/results.zip",
                "/runs/etcd-register/%2e%2e%2f%2e%2e.zip",
                "/runs/etcd-register/2026-11-22T15.30.11.exe",
                "/runs/out/run.zip",
                "/out/run/secret",
                "//etc/passwd",
                "/README.md",
                "/.index.lock",
                "/report.html",
                "/live.html"
            })
    void nothing_outside_and_nothing_hidden_is_told(String path) throws Exception {
        Reply reply = get(path);
        assertThat(reply.status()).isIn(400, 404);
        assertThat(reply.text()).doesNotContain("do not tell").doesNotContain("root:");
    }

    @Test
    void a_link_leads_to_the_run_under_its_own_name() throws Exception {
        Reply reply = get("/latest");
        assertThat(reply.status()).isEqualTo(302);
        assertThat(reply.header("location")).isEqualTo(RUN + "/report.html#why");
        assertThat(get(RUN).header("location")).isEqualTo(RUN + "/report.html#why");
    }

    @Test
    void only_get_and_head_are_answered_and_head_without_a_body() throws Exception {
        for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS", "TRACE"}) {
            Reply reply = Reply.to(server.address(), method, "/", "localhost");
            assertThat(reply.status()).as(method).isEqualTo(405);
            assertThat(reply.header("allow")).isEqualTo("GET, HEAD");
        }
        Reply head = Reply.to(server.address(), "HEAD", RUN + "/report.html", "localhost");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("content-length")).isEqualTo(Long.toString(Files.size(run.report())));
    }

    @Test
    void a_name_of_someone_elses_that_leads_here_is_refused() throws Exception {
        assertThat(Reply.to(server.address(), "GET", "/", "evil.example").status())
                .isEqualTo(403);
        assertThat(Reply.to(server.address(), "GET", "/", "127.0.0.1.evil.example:8080")
                        .status())
                .isEqualTo(403);
        assertThat(Reply.to(server.address(), "GET", "/", "[::1]:8080").status())
                .isEqualTo(200);
    }

    @Test
    void the_zip_holds_every_plain_file_and_follows_no_link() throws Exception {
        byte[] zip = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address().resolve("/runs" + RUN + ".zip"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        Map<String, byte[]> files = new HashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        String folder = "etcd-register-2026-11-22T15.30.11/";
        assertThat(files)
                .containsKeys(folder + "test.json", folder + "node logs/n5/etcd.log", folder + "report.html")
                .doesNotContainKey(folder + "way out");
        assertThat(files.get(folder + "history.edn")).isEqualTo(Files.readAllBytes(run.history()));
    }

    @Test
    void a_port_that_is_taken_is_said_at_once() {
        URI taken = server.address();
        assertThatThrownBy(() ->
                        ResultsServer.start(results, InetAddress.getLoopbackAddress(), taken.getPort(), Clock.system()))
                .isInstanceOf(BindException.class);
    }
}
