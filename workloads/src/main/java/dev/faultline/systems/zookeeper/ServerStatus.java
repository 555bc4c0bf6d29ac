package dev.faultline.systems.zookeeper;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.faultline.harness.cluster.Node;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a server that serves says of itself, asked by the word {@code srvr}.
 *
 * @param mode {@code leader} or {@code follower}
 * @param epoch how many leaders there have been, as of the last transaction that it knows
 */
record ServerStatus(Node node, String version, String mode, long epoch) {

    /** Empty for one that does not answer, and for one that serves nobody, since it belongs to no quorum. */
    static Optional<ServerStatus> of(Node node, Duration patience) {
        try (Socket socket = new Socket()) {
            int millis = (int) patience.toMillis();
            socket.connect(new InetSocketAddress(node.address(), Ensemble.CLIENT_PORT), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write("srvr\n".getBytes(US_ASCII));
            return parse(node, new String(socket.getInputStream().readAllBytes(), US_ASCII));
        } catch (IOException e) {
            return Optional.empty(); // not answering is the answer
        }
    }

    static Optional<ServerStatus> parse(Node node, String answer) {
        Map<String, String> fields = answer.lines()
                .map(line -> line.split(": ", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip(), (first, second) -> first));
        String mode = fields.get("Mode");
        String zxid = fields.get("Zxid");
        if (mode == null || zxid == null) {
            return Optional.empty();
        }
        String version = fields.getOrDefault("Zookeeper version", "");
        return Optional.of(new ServerStatus(
                node, version.split("[-,]", 2)[0], mode, Long.parseUnsignedLong(zxid.substring(2), 16) >>> 32));
    }

    boolean leads() {
        return mode.equals("leader");
    }

    @Override
    public String toString() {
        return node + " " + mode + " in epoch " + epoch;
    }
}
