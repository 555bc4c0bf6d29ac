package dev.faultline.systems.zookeeper;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.cluster.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServerStatusTest {
    private static final Node NODE = new Node("n1", "127.53.27.21", new NoShell());
    private static final String LEADER = """
            Zookeeper version: 3.8.0-5a02a05eddb59aee6ac762f7ea82e92a68eb9c0f, built on 2022-02-25 08:49 UTC
            Latency min/avg/max: 0/0.0/0
            Received: 2
            Connections: 1
            Zxid: 0x3000000a7
            Mode: leader
            Node count: 5
            Proposal sizes last/min/max: -1/-1/-1
            """;

    @Test
    void a_server_that_serves_tells_its_version_mode_and_epoch() {
        ServerStatus status = ServerStatus.parse(NODE, LEADER).orElseThrow();
        assertThat(status.version()).isEqualTo("3.8.0");
        assertThat(status.leads()).isTrue();
        assertThat(status.epoch()).isEqualTo(3);
        assertThat(ServerStatus.parse(NODE, LEADER.replace("leader", "follower"))
                        .orElseThrow()
                        .leads())
                .isFalse();
    }

    @Test
    void a_server_without_a_quorum_is_none_that_serves() {
        assertThat(ServerStatus.parse(NODE, "This ZooKeeper instance is not currently serving requests\n"))
                .isEmpty();
        assertThat(ServerStatus.parse(NODE, "")).isEmpty();
    }

    @Test
    void the_server_is_asked_on_its_client_port_and_an_answer_that_does_not_come_is_awaited_no_longer()
            throws Exception {
        Duration patience = Duration.ofMillis(500);
        assertThat(ServerStatus.of(NODE, patience)).as("nobody listens").isEmpty();
        try (ServerSocket server = new ServerSocket(2181, 5, InetAddress.getByName(NODE.address()))) {
            assertThat(ServerStatus.of(NODE, patience)).as("nobody answers").isEmpty();
            server.accept().close();
            Thread answering = new Thread(() -> answer(server));
            answering.start();
            Optional<ServerStatus> status = ServerStatus.of(NODE, Duration.ofSeconds(10));
            answering.join();
            assertThat(status).map(ServerStatus::mode).contains("leader");
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket client = server.accept()) {
            byte[] word = client.getInputStream().readNBytes(4);
            client.getOutputStream()
                    .write((new String(word, US_ASCII).equals("srvr") ? LEADER : "?").getBytes(US_ASCII));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
