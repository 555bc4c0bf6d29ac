package dev.faultline.harness.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer to a request written byte by byte, since clients tidy up what they are told to ask for.
 *
 * @param headers by lower-case name
 */
record Reply(int status, Map<String, String> headers, byte[] body) {

    static Reply to(URI server, String method, String path, String host) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return read(socket.getInputStream().readAllBytes());
        }
    }

    private static Reply read(byte[] all) {
        String text = new String(all, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(
                    lines[i].substring(0, colon).toLowerCase(java.util.Locale.ROOT),
                    lines[i].substring(colon + 1).trim());
        }
        return new Reply(
                Integer.parseInt(lines[0].split(" ")[1]),
                headers,
                text.substring(end + 4).getBytes(ISO_8859_1));
    }

    /** Unbreakable spaces being spaces. */
    String text() {
        return new String(body, UTF_8).replace('\u00a0', ' ');
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
