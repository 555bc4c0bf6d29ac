package dev.faultline.harness.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** One answer, with the headers that keep a page to itself: no script, frame, form or request that the page does not need. */
final class Answer {
    static final int OK = 200;
    static final int FOUND = 302;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
    static final int FAILED = 500;

    /** For pages made here, which carry script and style in themselves; the report narrows it to its one script. */
    static final String OWN_PAGE =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** For the page of a run in progress, which asks this server how the run stands. */
    static final String LIVE_PAGE =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** For what systems under test may have written. */
    static final String FOREIGN = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private final HttpExchange exchange;
    private final boolean head;

    Answer(HttpExchange exchange) {
        this.exchange = exchange;
        this.head = exchange.getRequestMethod().equals("HEAD");
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
    }

    void bytes(String type, String policy, byte[] content) throws IOException {
        begin(OK, type, policy, content.length, content.length == 0);
        if (!head && content.length > 0) {
            write(content);
        }
    }

    /** A file as large as it is now, though it may grow meanwhile. */
    void file(String type, String policy, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            long size = Files.size(file);
            begin(OK, type, policy, size, size == 0);
            if (!head && size > 0) {
                copy(in, size);
            }
        }
    }

    private void copy(InputStream in, long size) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long left = size;
        try (OutputStream out = exchange.getResponseBody()) {
            while (left > 0) {
                int read = in.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (read < 0) {
                    throw new IOException("the file became shorter while it was read");
                }
                out.write(chunk, 0, read);
                left -= read;
            }
        }
    }

    /** Of unknown length, written as it comes. */
    void zip(Path run, String name) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Disposition", "attachment; filename=\"" + name.replaceAll("[^\\w.-]", "_") + ".zip\"");
        begin(OK, "application/zip", FOREIGN, 0, false);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                RunZip.write(run, name, out);
            }
        }
    }

    void redirect(String address) throws IOException {
        exchange.getResponseHeaders().set("Location", address);
        exchange.sendResponseHeaders(FOUND, -1);
    }

    /** One line that says why not. */
    void refuse(int code, String why) throws IOException {
        byte[] line = (why + "\n").getBytes(StandardCharsets.UTF_8);
        begin(code, "text/plain; charset=utf-8", FOREIGN, line.length, false);
        if (!head) {
            write(line);
        }
    }

    private void begin(int code, String type, String policy, long length, boolean empty) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", policy);
        if (head && length > 0) {
            headers.set("Content-Length", Long.toString(length));
        }
        exchange.sendResponseHeaders(code, head || empty ? -1 : length);
    }

    private void write(byte[] content) throws IOException {
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content);
        }
    }
}
