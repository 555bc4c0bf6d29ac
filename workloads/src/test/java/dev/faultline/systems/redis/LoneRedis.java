package dev.faultline.systems.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** What speaks Redis's protocol on the loopback, keeps keys in memory, remembers every request that reaches it, and fails on demand. */
final class LoneRedis implements AutoCloseable {
    final Queue<String> requests = new ConcurrentLinkedQueue<>();
    volatile boolean primary = true;
    volatile int replicas = 2;
    /** What it says to every write and read instead of performing it. */
    volatile @Nullable String error;
    /** Whether it ends the connection instead of answering. */
    volatile boolean breaksTheConnection;

    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final Set<String> elements = new ConcurrentSkipListSet<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ServerSocket door;

    LoneRedis() throws IOException {
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            while (true) {
                Socket socket = door.accept();
                sockets.add(socket);
                daemon(() -> serve(socket));
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException e) {
                        // The other side, or the test, has closed it.
                    }
                },
                "lone redis");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            List<String> queued = new ArrayList<>();
            boolean queueing = false;
            for (List<String> request = request(in); !request.isEmpty(); request = request(in)) {
                String name = request.get(0);
                requests.add(String.join(" ", request));
                if (breaksTheConnection && !name.equals("MULTI")) {
                    return;
                }
                String reply;
                if (name.equals("MULTI")) {
                    queueing = true;
                    reply = "+OK\r\n";
                } else if (name.equals("EXEC")) {
                    reply = "*" + queued.size() + "\r\n" + String.join("", queued);
                    queued.clear();
                    queueing = false;
                } else if (queueing) {
                    queued.add(reply(request));
                    reply = "+QUEUED\r\n";
                } else {
                    reply = reply(request);
                }
                out.write(reply.getBytes(UTF_8));
                out.flush();
            }
        }
    }

    private String reply(List<String> request) {
        String refusal = error;
        boolean command = List.of("GET", "SET", "SADD", "SMEMBERS", "EVAL").contains(request.get(0));
        if (refusal != null && command) {
            return "-" + refusal + "\r\n";
        }
        return switch (request.get(0)) {
            case "ROLE" ->
                primary
                        ? "*3\r\n$6\r\nmaster\r\n:1\r\n*0\r\n"
                        : "*5\r\n$5\r\nslave\r\n$8\r\n10.0.0.1\r\n:6379\r\n$9\r\nconnected\r\n:1\r\n";
            case "GET" -> bulk(keys.get(request.get(1)));
            case "SET" -> {
                keys.put(request.get(1), request.get(2));
                yield "+OK\r\n";
            }
            case "SADD" -> ":" + (elements.add(request.get(2)) ? 1 : 0) + "\r\n";
            case "SMEMBERS" ->
                "*" + elements.size() + "\r\n"
                        + String.join("", elements.stream().map(LoneRedis::bulk).toList());
            case "EVAL" -> ":" + (keys.replace(request.get(3), request.get(4), request.get(5)) ? 1 : 0) + "\r\n";
            case "WAIT" -> ":" + replicas + "\r\n";
            case "CONFIG" -> "*2\r\n" + bulk("min-replicas-to-write") + bulk("2");
            default -> "-ERR unknown command " + request.get(0) + "\r\n";
        };
    }

    private static String bulk(@Nullable String text) {
        return text == null ? "$-1\r\n" : "$" + text.getBytes(UTF_8).length + "\r\n" + text + "\r\n";
    }

    /** An array of bulk strings; empty at the end of the stream. */
    private static List<String> request(InputStream in) throws IOException {
        String header = line(in);
        List<String> words = new ArrayList<>();
        int count = header.isEmpty() ? 0 : Integer.parseInt(header.substring(1));
        for (int i = 0; i < count; i++) {
            int length = Integer.parseInt(line(in).substring(1));
            words.add(new String(in.readNBytes(length), UTF_8));
            line(in);
        }
        return words;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                bytes.write(b);
            }
        }
        return bytes.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
