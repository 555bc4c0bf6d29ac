package dev.faultline.harness.cluster.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.cluster.docker.Containerized;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Containerized.class)
class ShellIT {
    private final Clock clock = Clock.system();
    private Node node;
    private Shell shell;

    @BeforeEach
    void take(Cluster cluster) {
        node = cluster.node("n1");
        shell = node.shell();
    }

    @Test
    void every_argument_arrives_as_it_is() {
        List<String> hostile = List.of(
                "",
                " ",
                "two words",
                "it's",
                "'",
                "''",
                "\"",
                "$HOME",
                "$(id)",
                "`id`",
                "a;b",
                "a&&b",
                "|",
                ">x",
                "*",
                "~",
                "!",
                "\\",
                "\\'",
                "tab\there",
                "line\nbreak",
                "-n",
                "ünïcödé ☃",
                "#",
                "%s%n");
        List<String> command = new ArrayList<>(List.of("printf", "<%s>\n"));
        command.addAll(hostile);
        String expected =
                String.join("\n", hostile.stream().map(word -> "<" + word + ">").toList());
        assertThat(shell.exec(Shell.PATIENCE, command).orThrow()).isEqualTo(expected);
    }

    @Test
    void exit_code_output_and_errors_are_told_apart() {
        Shell.Result result = shell.script("echo out; echo err >&2; exit 7");
        assertThat(result).isEqualTo(new Shell.Result(7, "out\n", "err\n"));
        assertThatThrownBy(result::orThrow)
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("7")
                .hasMessageContaining("err");
        assertThat(shell.exec("no-such-program").exit()).isEqualTo(127);
    }

    @Test
    void a_command_that_takes_too_long_is_killed_on_the_node() {
        Duration timeout = Duration.ofMillis(300);
        Shell.Result result = shell.exec(timeout, List.of("sh", "-c", "echo begun; exec sleep 4711"));
        assertThat(result.exit()).isEqualTo(124);
        assertThat(result.out()).isEqualTo("begun\n");

        String deaf = "trap '' TERM; while true; do sleep 0.1; done";
        assertThat(shell.exec(timeout, List.of("sh", "-c", deaf)).exit()).isEqualTo(124);
        assertThat(shell.exec("pgrep", "-f", "[s]leep 4711|[t]rap .. TERM").out())
                .isEmpty();
    }

    @Test
    void a_command_that_is_killed_in_time_did_not_time_out() {
        assertThat(shell.script("kill -9 $$").exit()).isEqualTo(137);
    }

    @Test
    void output_is_kept_up_to_a_bound() {
        String out = shell.script("head -c 10000000 /dev/zero | tr '\\0' x").orThrow();
        assertThat(out).hasSizeLessThan(Capture.BYTES_MAX + 100).endsWith("[cut here: more than 8388608 bytes]");
    }

    @Test
    void many_threads_share_the_connection() {
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
        List<String> echoed =
                AllAtOnce.map(numbers, n -> shell.exec("echo", n.toString()).orThrow());
        assertThat(echoed).isEqualTo(numbers.stream().map(Object::toString).toList());
    }

    @Test
    void a_lost_connection_is_made_again_but_the_command_that_ran_is_not_run_again() {
        String file = "/tmp/ran-" + clock.nanos();
        String killer = "echo ran >> " + file + "; pkill -o -f 'sshd: root'; sleep 5";
        assertThatThrownBy(() -> shell.script(killer))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("connection lost");
        assertThat(shell.exec("cat", file).orThrow()).isEqualTo("ran");
    }

    @Test
    void a_daemon_has_the_process_id_that_is_returned_and_outlives_its_shell() {
        long pid = shell.daemon("/tmp/logs/daemon.log", List.of("sh", "-c", "echo \"it's me: $$\"; exec sleep 600"));
        try {
            await().untilAsserted(() ->
                    assertThat(shell.exec("cat", "/tmp/logs/daemon.log").out()).endsWith("it's me: " + pid + "\n"));
            await().untilAsserted(() -> assertThat(shell.exec("ps", "-o", "comm=,sid=", "-p", Long.toString(pid))
                            .orThrow()
                            .split("\\s+"))
                    .containsExactly("sleep", Long.toString(pid)));
            String start = shell.exec("cut", "-d", " ", "-f", "22", "/proc/" + pid + "/stat")
                    .orThrow();
            assertThat(Long.parseLong(start)).isPositive();
        } finally {
            shell.exec("kill", "-9", Long.toString(pid)).orThrow();
        }
    }

    @Test
    void a_daemon_that_is_not_there_is_said_at_once() {
        assertThatThrownBy(() -> shell.daemon("/tmp/x.log", List.of("no-such-daemon")))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("no-such-daemon: not found");
    }

    @Test
    void what_is_uploaded_can_be_downloaded(@TempDir Path folder) throws IOException {
        byte[] content = "line\r\n\0end".getBytes(StandardCharsets.UTF_8);
        shell.upload(content, "/tmp/new folder/deep/file", 0640);
        assertThat(shell.exec("stat", "-c", "%a", "/tmp/new folder/deep/file").orThrow())
                .isEqualTo("640");
        Path copy = folder.resolve("logs/copy");
        shell.download("/tmp/new folder/deep/file", copy);
        assertThat(Files.readAllBytes(copy)).isEqualTo(content);
        assertThatThrownBy(() -> shell.download("/no/such/file", copy))
                .isInstanceOf(ShellException.class)
                .hasMessageContaining("/no/such/file");
    }

    @Test
    void a_host_with_another_key_is_refused_at_once() {
        SshKey client = SshKey.fresh("client");
        SshKey another = SshKey.fresh("another");
        try (SshShell stranger = new SshShell("n1", node.address(), 22, "root", client, another.publicKey(), clock)) {
            long start = clock.nanos();
            assertThatThrownBy(() -> stranger.exec("true"))
                    .isInstanceOf(ShellException.class)
                    .hasMessageContaining("HostKey");
            assertThat(Duration.ofNanos(clock.nanos() - start)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void a_host_that_does_not_listen_is_named_after_some_attempts() {
        SshKey key = SshKey.fresh("any");
        try (SshShell nobody = new SshShell("n9", node.address(), 23, "root", key, key.publicKey(), clock)) {
            assertThatThrownBy(() -> nobody.exec("true"))
                    .isInstanceOf(ShellException.class)
                    .hasMessageContaining("n9")
                    .hasMessageContaining(":23");
        }
    }
}
