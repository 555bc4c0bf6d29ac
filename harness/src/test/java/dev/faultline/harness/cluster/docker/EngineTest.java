package dev.faultline.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.ProviderException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    @TempDir
    Path folder;

    @Test
    void an_engine_is_asked_for_its_api_version() throws IOException {
        assertThat(versionFrom("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK"))
                .contains("1.41");
    }

    @Test
    void whoever_says_something_else_is_no_engine() throws IOException {
        assertThat(versionFrom("220 mail.example.org ESMTP\r\n")).isEmpty();
    }

    private Optional<String> versionFrom(String answer) throws IOException {
        Path path = folder.resolve("engine.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            new Thread(new FutureTask<>(() -> {
                        try (SocketChannel client = server.accept()) {
                            client.read(ByteBuffer.allocate(1024));
                            client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
                        }
                        return null;
                    }))
                    .start();
            return new EngineAddress(URI.create("unix://" + path)).apiVersion();
        }
    }

    @Test
    void where_the_user_points_is_the_only_place_to_look() {
        assertThat(EngineAddress.candidates("tcp://10.0.0.1:2375", Map.of()))
                .map(EngineAddress::toString)
                .containsExactly("tcp://10.0.0.1:2375");
        assertThat(EngineAddress.candidates("", Map.of("HOME", "/home/me", "XDG_RUNTIME_DIR", "/run/user/7")))
                .map(EngineAddress::toString)
                .containsExactly(
                        "unix:///var/run/docker.sock",
                        "unix:///run/user/7/docker.sock",
                        "unix:///home/me/.docker/run/docker.sock");
    }

    @Test
    void without_an_engine_one_line_says_where_it_was_looked_for() {
        EngineAddress nowhere = new EngineAddress(URI.create("unix://" + folder + "/nowhere.sock"));
        assertThatThrownBy(() -> Engine.connect(List.of(nowhere)))
                .isInstanceOf(ProviderException.class)
                .hasMessage(
                        "no Docker engine answers at " + nowhere + ": start one, or say in DOCKER_HOST where it is");
    }

    @Test
    void the_version_used_is_one_that_both_sides_know() {
        assertThat(Engine.known("1.41")).isEqualTo("1.41");
        assertThat(Engine.known("1.52")).isEqualTo("1.44");
    }
}
