package dev.faultline.checkers.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The parts of the page that are the same for every history: its script and its style, which come with this class. */
final class PageParts {
    private PageParts() {}

    static String script() {
        return resource("explanation.js");
    }

    static String style() {
        return resource("explanation.css");
    }

    /** Nothing may run but this script, and no request can leave. */
    static String policy(String script) {
        return "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + sha256(script)
                + "'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(PageParts.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
