package dev.faultline.node.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.node.StorageException;
import dev.faultline.node.real.Loopback.Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealNodeTest {
    @TempDir
    Path directory;

    private final SortedMap<Integer, Address> peers = new TreeMap<>();
    private final Map<Integer, Integer> clientPorts = new TreeMap<>();
    private final Map<Integer, RealNode> nodes = new TreeMap<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private void plan(int... ids) {
        for (int id : ids) {
            peers.put(id, new Address("localhost", Loopback.freePort()));
        }
    }

    private void start(int id) {
        start(id, peers);
    }

    private void start(int id, SortedMap<Integer, Address> known) {
        int clientPort = clientPorts.computeIfAbsent(id, none -> Loopback.freePort());
        NodeOptions options = new NodeOptions(
                id, known, peers.get(id), clientPort, directory.resolve("node" + id), "journal", Map.of());
        PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
        nodes.put(id, RealNode.start(options, new JournalProgram(), to, failures::add));
    }

    private void stop(int id) {
        nodes.remove(id).close();
    }

    private Client client(int id) throws IOException {
        return Client.connect(clientPorts.get(id));
    }

    /** Messages may be lost, above all while a connection is made: asked until one comes back. */
    private void awaitAnswer(int from, int to) {
        Loopback.await("node " + to + " answers node " + from, () -> {
            try (Client client = client(from)) {
                client.send(("ask " + to + " hello").getBytes(StandardCharsets.UTF_8));
                return client.ask("size").equals("hello from " + to)
                        || client.ask("size").startsWith("hello");
            } catch (IOException e) {
                return false;
            }
        });
    }

    @AfterEach
    void stopAll() {
        nodes.values().forEach(RealNode::close);
        assertThat(failures).isEmpty();
    }

    @Test
    void clients_are_answered_whatever_a_frame_holds() throws IOException {
        plan(1);
        start(1);
        try (Client client = client(1)) {
            assertThat(client.ask("write a")).isEqualTo("1");
            assertThat(client.ask("read 1")).isEqualTo("a");
            assertThat(client.ask("size " + "x".repeat(3_000_000))).isEqualTo("3000005");
        }
    }

    @Test
    void several_clients_get_their_own_answers() throws IOException {
        plan(1);
        start(1);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(client(1));
        }
        for (int i = 0; i < 10; i++) {
            clients.get(i).send(("size " + "x".repeat(i)).getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(clients.get(i).ask("wait")).isEqualTo(Integer.toString(5 + i));
            clients.get(i).close();
        }
    }

    @Test
    void actions_happen_later_unless_they_are_cancelled() throws IOException {
        plan(1);
        start(1);
        try (Client client = client(1)) {
            client.send("cancel".getBytes(StandardCharsets.UTF_8));
            assertThat(client.ask("wait")).isEqualTo("waited");
        }
    }

    @Test
    void a_frame_that_claims_too_much_ends_its_connection_and_no_other() throws IOException {
        plan(1);
        start(1);
        try (Client bad = client(1);
                Client negative = client(1);
                Client good = client(1)) {
            bad.sendRaw(
                    ByteBuffer.allocate(8).putInt(Frames.CLIENT_BYTES_MAX + 1).array());
            negative.sendRaw(ByteBuffer.allocate(8).putInt(-1).array());
            assertThat(bad.isEnded()).isTrue();
            assertThat(negative.isEnded()).isTrue();
            assertThat(good.ask("last")).isEqualTo("0");
        }
    }

    @Test
    void the_largest_frame_of_a_client_reaches_another_node() throws IOException {
        plan(1, 2);
        start(1);
        start(2);
        awaitAnswer(1, 2);
        try (Client client = client(1)) {
            String question = "ask 2 " + "x".repeat(Frames.CLIENT_BYTES_MAX - 6);
            assertThat(client.ask(question)).hasSize(question.length() - 6 + " from 2".length());
        }
    }

    @Test
    void what_does_not_speak_as_nodes_do_is_not_listened_to() throws IOException {
        plan(1);
        start(1);
        try (Client stranger = Client.connect(peers.get(1).port())) {
            stranger.send("GET / HTTP/1.1".getBytes(StandardCharsets.UTF_8));
            assertThat(stranger.isEnded()).isTrue();
        }
        try (Client newer = Client.connect(peers.get(1).port())) {
            newer.send(ByteBuffer.allocate(12)
                    .putInt(0x464c4e50)
                    .putInt(2)
                    .putInt(7)
                    .array());
            assertThat(newer.isEnded()).isTrue();
        }
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("it does not begin as a node's connection does")
                .contains("it speaks version 2 of the protocol, not 1");
    }

    @Test
    void nodes_reach_each_other_and_one_that_is_started_again() {
        plan(1, 2);
        start(1);
        start(2);
        awaitAnswer(1, 2);
        awaitAnswer(2, 1);
        stop(2);
        start(2);
        awaitAnswer(1, 2);
        awaitAnswer(2, 1);
    }

    @Test
    void a_node_that_nobody_was_told_of_is_reached_once_the_program_says_where() throws IOException {
        plan(1, 2);
        SortedMap<Integer, Address> alone = new TreeMap<>(peers.headMap(2));
        start(1, alone);
        start(2);
        try (Client client = client(1)) {
            client.send(("locate 2 " + peers.get(2)).getBytes(StandardCharsets.UTF_8));
        }
        awaitAnswer(1, 2);
    }

    @Test
    void what_was_written_is_there_after_a_restart() throws IOException {
        plan(1);
        start(1);
        try (Client client = client(1)) {
            assertThat(client.ask("write a")).isEqualTo("1");
            assertThat(client.ask("write b")).isEqualTo("2");
        }
        stop(1);
        start(1);
        try (Client client = client(1)) {
            assertThat(client.ask("last")).isEqualTo("2");
            assertThat(client.ask("read 2")).isEqualTo("b");
        }
    }

    @Test
    void a_program_that_failed_is_not_stepped_any_more() throws IOException {
        plan(1);
        start(1);
        try (Client client = client(1)) {
            client.send("explode".getBytes(StandardCharsets.UTF_8));
            client.send("write a".getBytes(StandardCharsets.UTF_8));
            Loopback.await("the failure is told", () -> !failures.isEmpty());
        }
        assertThat(failures).singleElement().extracting(Throwable::getMessage).isEqualTo("told to fail: explode");
        failures.clear();
        stop(1);
        start(1);
        try (Client client = client(1)) {
            assertThat(client.ask("last")).isEqualTo("0");
        }
    }

    @Test
    void two_nodes_do_not_share_a_directory_or_a_port() {
        plan(1);
        start(1);
        assertThatThrownBy(() -> start(1))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("in use by another process");
        peers.put(2, peers.get(1));
        assertThatThrownBy(() -> start(2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot listen on port " + peers.get(1).port());
    }
}
