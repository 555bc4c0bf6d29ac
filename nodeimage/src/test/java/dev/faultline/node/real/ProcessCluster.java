package dev.faultline.node.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.real.Loopback.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A cluster of the runnable jar's processes on loopback. */
final class ProcessCluster implements AutoCloseable {
    private final Path jar;
    private final Path directory;
    private final Map<Integer, Integer> peerPorts = new TreeMap<>();
    private final Map<Integer, Integer> clientPorts = new TreeMap<>();
    private final Map<Integer, NodeProcess> nodes = new TreeMap<>();
    private final List<String> options;

    ProcessCluster(Path jar, Path directory, int size, String... options) {
        this.jar = jar;
        this.directory = directory;
        this.options = List.of(options);
        for (int id = 1; id <= size; id++) {
            peerPorts.put(id, Loopback.freePort());
            clientPorts.put(id, Loopback.freePort());
        }
    }

    void start(int id) {
        String peers = peerPorts.entrySet().stream()
                .map(peer -> peer.getKey() + "=localhost:" + peer.getValue())
                .collect(Collectors.joining(","));
        List<String> arguments = new ArrayList<>(List.of("--id", "" + id, "--peers", peers));
        arguments.addAll(List.of("--client-port", "" + clientPorts.get(id)));
        arguments.addAll(List.of("--data", directory.resolve("data" + id).toString()));
        options.forEach(option -> arguments.addAll(List.of("--option", option)));
        Path said = directory.resolve("said" + id);
        nodes.put(id, NodeProcess.ofJar(jar, said, arguments.toArray(String[]::new)));
    }

    void startAll() {
        peerPorts.keySet().forEach(this::start);
    }

    void kill(int id) {
        assertThat(nodes.get(id).isAlive()).as(() -> nodes.get(id).said()).isTrue();
        nodes.get(id).kill();
    }

    Client client(int id) throws IOException {
        return Client.connect(clientPorts.get(id));
    }

    /** One request on a connection, and what came back. */
    static Response ask(Client client, long number, Request request) throws IOException {
        ResponseFrame answer = ResponseFrame.decode(client.ask(new RequestFrame(number, request).encode()));
        assertThat(answer.id()).isEqualTo(number);
        return answer.response();
    }

    void awaitOk(int id, Request request) {
        Loopback.await("node " + id + " answers " + request, () -> {
            assertThat(nodes.get(id).isAlive()).as(() -> nodes.get(id).said()).isTrue();
            try (Client client = client(id)) {
                return ask(client, 1, request) instanceof Response.Ok;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Override
    public void close() {
        nodes.values().forEach(NodeProcess::close);
    }
}
