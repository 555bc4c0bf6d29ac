package dev.faultline.node.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.real.Loopback.Client;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProcessTest {
    @TempDir
    Path directory;

    private final int clientPort = Loopback.freePort();
    private final int peerPort = Loopback.freePort();

    private NodeProcess start() {
        return NodeProcess.start(
                JournalMain.class,
                directory.resolve("said"),
                "--id",
                "1",
                "--peers",
                "1=localhost:" + peerPort,
                "--client-port",
                Integer.toString(clientPort),
                "--data",
                directory.resolve("data").toString(),
                "--program",
                "journal");
    }

    private void awaitStart(NodeProcess node) {
        Loopback.await("the node listens", () -> {
            assertThat(node.isAlive()).as(node.said()).isTrue();
            return node.said()
                    .contains("listens to nodes on port " + peerPort + " and to clients on port " + clientPort);
        });
    }

    @Test
    void ends_in_good_order_when_it_is_told_to() {
        try (NodeProcess node = start()) {
            awaitStart(node);
            node.terminate();
            assertThat(node.exitCode()).isEqualTo(143);
            assertThat(node.said()).contains("node 1: ended");
        }
    }

    @Test
    void ends_with_70_and_one_line_when_its_program_throws() throws IOException {
        try (NodeProcess node = start()) {
            awaitStart(node);
            try (Client client = Client.connect(clientPort)) {
                client.send("explode".getBytes(StandardCharsets.UTF_8));
                assertThat(node.exitCode()).isEqualTo(70);
            }
            assertThat(node.said().lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .contains("node 1: stops: told to fail: explode at dev.faultline.node.real.JournalProgram.request");
        }
    }

    @Test
    void ends_with_254_and_one_line_when_its_arguments_cannot_be_used() {
        try (NodeProcess node = NodeProcess.start(JournalMain.class, directory.resolve("said"), "--id", "no")) {
            assertThat(node.exitCode()).isEqualTo(254);
            assertThat(node.said().lines()).singleElement().asString().startsWith("faultline-node: --id must be");
        }
    }

    @Test
    void ends_with_255_and_one_line_when_its_directory_is_in_use() {
        try (NodeProcess node = start()) {
            awaitStart(node);
            try (NodeProcess second = start()) {
                assertThat(second.exitCode()).isEqualTo(255);
                assertThat(second.said()).contains("faultline-node: ").contains("is in use by another process");
            }
        }
    }
}
