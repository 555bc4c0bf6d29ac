package dev.faultline.systems.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.system.TellsRole.Role;
import dev.faultline.harness.system.TellsRole.Standing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a member that says over HTTP what a test tells it to, on an address of the loopback that nobody else uses. */
class EtcdStatusTest {
    private static final String ADDRESS = "127.53.27.11";
    private static final Duration PATIENCE = Duration.ofMillis(800);
    private static final Node MEMBER = new Node("n1", ADDRESS, new NoShell());

    private final EtcdStatus status = new EtcdStatus();
    private HttpServer member;

    /** Nothing here is asked over a shell. */
    private static final class NoShell implements Shell {
        @Override
        public Result exec(Duration timeout, List<String> command) {
            throw new ShellException("no shell", null);
        }

        @Override
        public long daemon(String log, List<String> command) {
            throw new ShellException("no shell", null);
        }

        @Override
        public void upload(byte[] content, String path, int permissions) {
            throw new ShellException("no shell", null);
        }

        @Override
        public void download(String path, Path to) {
            throw new ShellException("no shell", null);
        }
    }

    @BeforeEach
    void start() throws IOException {
        member = HttpServer.create(new InetSocketAddress(ADDRESS, Etcd.CLIENT_PORT), 0);
        member.start();
    }

    @AfterEach
    void stop() {
        member.stop(0);
    }

    private void says(String path, int code, String body) {
        member.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @Test
    void a_member_that_leads_says_so() {
        says("/v3/maintenance/status", 200, """
                {"header": {"member_id": "7", "raft_term": "3"}, "version": "3.4.23", "leader": "7", "raftTerm": "3"}
                """);
        assertThat(status.view(MEMBER, PATIENCE)).hasValueSatisfying(view -> {
            assertThat(view.leads()).isTrue();
            assertThat(view.term()).isEqualTo(3);
            assertThat(view).hasToString("n1 leads in term 3");
            assertThat(view.standing()).isEqualTo(new Standing(Role.LEADER, 3L));
        });
    }

    @Test
    void a_member_that_follows_names_its_leader() {
        says("/v3/maintenance/status", 200, """
                {"header": {"member_id": "18446744073709551615"}, "leader": "7", "raftTerm": "4"}
                """);
        assertThat(status.view(MEMBER, PATIENCE)).hasValueSatisfying(view -> {
            assertThat(view.leads()).isFalse();
            assertThat(view.member()).isEqualTo("18446744073709551615");
            assertThat(view).hasToString("n1 follows 7 in term 4");
            assertThat(view.standing()).isEqualTo(new Standing(Role.FOLLOWER, 4L));
        });
    }

    @Test
    void a_member_without_a_leader_does_not_lead() {
        says("/v3/maintenance/status", 200, "{\"header\": {\"member_id\": \"7\"}, \"raftTerm\": \"4\"}");
        assertThat(status.view(MEMBER, PATIENCE)).hasValueSatisfying(view -> {
            assertThat(view.leads()).isFalse();
            assertThat(view.leader()).isEqualTo("0");
            assertThat(view.standing()).isEqualTo(new Standing(Role.CANDIDATE, 4L));
        });
    }

    @Test
    void an_error_or_something_else_altogether_is_no_view() {
        says("/v3/maintenance/status", 200, "{\"error\": \"etcdserver: no leader\", \"code\": 14}");
        says("/v3/kv/range", 503, "{\"error\": \"context deadline exceeded\"}");
        says("/version", 200, "<html>not etcd</html>");
        assertThat(status.view(MEMBER, PATIENCE)).isEmpty();
        assertThat(status.readsLinearizably(MEMBER, PATIENCE)).isFalse();
        assertThat(status.answers(MEMBER, PATIENCE)).isFalse();
    }

    @Test
    void a_read_that_is_answered_went_through_raft() {
        says("/v3/kv/range", 200, "{\"header\": {\"revision\": \"12\"}}");
        assertThat(status.readsLinearizably(MEMBER, PATIENCE)).isTrue();
    }

    @Test
    void a_member_that_tells_its_version_answers() {
        says("/version", 200, "{\"etcdserver\": \"3.4.23\"}");
        assertThat(status.answers(MEMBER, PATIENCE)).isTrue();
    }

    @Test
    void a_member_that_is_not_there_does_not_answer() {
        stop();
        assertThat(status.answers(MEMBER, PATIENCE)).isFalse();
        assertThat(status.view(MEMBER, PATIENCE)).isEmpty();
    }

    @Test
    void a_member_that_accepts_and_is_silent_does_not_answer() {
        member.createContext("/version", exchange -> {}); // like a paused process: the kernel accepts for it
        long began = System.nanoTime();
        assertThat(status.answers(MEMBER, PATIENCE)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(PATIENCE.multipliedBy(3));
    }
}
