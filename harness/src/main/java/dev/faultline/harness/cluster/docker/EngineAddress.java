package dev.faultline.harness.cluster.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where an engine may answer, and which API it speaks. Asked before any client library is: docker-java begins with a version that
 * older engines refuse, and then silently falls back to one that newer engines refuse.
 *
 * @param uri {@code unix:///path} or {@code tcp://host:port}
 */
record EngineAddress(URI uri) {
    private static final Pattern API_VERSION = Pattern.compile("(?im)^Api-Version: *(\\d+)\\.(\\d+)");

    /**
     * Where to ask.
     *
     * @param configured where the user says the engine is, and then nowhere else; blank when nothing is said
     */
    static List<EngineAddress> candidates(String configured, Map<String, String> environment) {
        if (!configured.isBlank()) {
            return List.of(new EngineAddress(URI.create(configured)));
        }
        String home = environment.getOrDefault("HOME", "/root");
        return Stream.of(
                        "/var/run/docker.sock",
                        environment.getOrDefault("XDG_RUNTIME_DIR", home + "/.docker/run") + "/docker.sock",
                        home + "/.docker/run/docker.sock")
                .distinct()
                .map(path -> new EngineAddress(URI.create("unix://" + path)))
                .toList();
    }

    /** The newest API version that the engine there speaks, {@code 1.41}; empty when none answers. */
    Optional<String> apiVersion() {
        try {
            Matcher version = API_VERSION.matcher(ping());
            return version.find() ? Optional.of(version.group(1) + "." + version.group(2)) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String ping() throws IOException {
        try (SocketChannel channel = open()) {
            String request = "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            while (channel.read(buffer) >= 0 && answer.size() < 65_536) {
                answer.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
            return answer.toString(StandardCharsets.US_ASCII);
        }
    }

    private SocketChannel open() throws IOException {
        if ("unix".equals(uri.getScheme())) {
            SocketAddress socket = UnixDomainSocketAddress.of(Path.of(uri.getPath()));
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(socket);
            return channel;
        }
        return SocketChannel.open(new InetSocketAddress(uri.getHost(), uri.getPort()));
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
