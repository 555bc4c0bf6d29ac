package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a user starts and ends it. */
class ServeCommandTest {
    @TempDir
    Path results;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void nothing_is_left_running() {
        started.forEach(Process::destroyForcibly);
    }

    private Process serve(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.faultline.cli.Main",
                "serve",
                "--port",
                "0",
                "--results",
                results.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    @Test
    void it_says_where_it_is_answers_there_and_ends_well_on_ctrl_c() throws Exception {
        Process process = serve();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        String line = said.readLine();
        assertThat(line).matches("serving .* at http://127\\.0\\.0\\.1:\\d+/ \\(Ctrl-C ends it\\)");
        URI address = URI.create(line.replaceAll(".* at (\\S+) .*", "$1"));
        String index = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(index).contains("No run is stored here.");

        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(said.readLine()).as("nothing more is said").isNull();
    }

    @Test
    void another_address_comes_with_a_warning() throws Exception {
        BufferedReader said = serve("--host", "0.0.0.0").inputReader(StandardCharsets.UTF_8);
        assertThat(said.readLine())
                .isEqualTo("warning: whoever reaches 0.0.0.0 can read all runs: there is no password");
        assertThat(said.readLine()).contains("http://0.0.0.0:");
    }

    @Test
    void a_port_that_is_taken_is_told_in_one_line() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Terminal.Ended ended = Terminal.run(
                    "serve", "--results", results.toString(), "--port", Integer.toString(other.getLocalPort()));
            assertThat(ended.err())
                    .containsExactly("--port: " + other.getLocalPort()
                            + " is taken on 127.0.0.1; choose another, or 0 for any free one");
            assertThat(ended.code()).isEqualTo(ExitCode.BAD_ARGUMENTS);
        }
    }
}
