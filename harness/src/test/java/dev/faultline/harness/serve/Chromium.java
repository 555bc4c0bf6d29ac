package dev.faultline.harness.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Chromium without a window, used as a reader would: it clicks, types and looks. It can reach this machine only. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private final Process process;
    private final DevTools tools;

    private Chromium(Process process, DevTools tools) {
        this.process = process;
        this.tools = tools;
    }

    /** Skips the test, loudly, where there is no Chromium; fails it under -Dfaultline.browser=required. */
    static Path installed() {
        Optional<Path> found = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            String message = "THE BROWSER TEST DID NOT RUN: no Chromium on the PATH (apt-get install chromium)";
            if ("required".equals(System.getProperty("faultline.browser"))) {
                fail(message);
            }
            System.err.println("!!! " + message + " !!!");
            Assumptions.abort(message);
        }
        return found.orElseThrow();
    }

    /** @param profile an empty folder; the log of all that went over the network is left there */
    static Chromium start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-default-apps",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--no-proxy-server",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--log-net-log=" + networkLog(profile),
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            lines.add(line);
            if (line.startsWith("DevTools listening on ")) {
                Thread drain = new Thread(() -> said.lines().forEach(ignored -> {}), "chromium");
                drain.setDaemon(true);
                drain.start();
                return new Chromium(process, DevTools.page(URI.create(line.substring(line.indexOf("ws://")))));
            }
        }
        throw new AssertionError("Chromium did not start: " + lines);
    }

    static Path networkLog(Path profile) {
        return profile.resolve("network.json");
    }

    void open(URI address) {
        tools.call("Page.navigate", Map.of("url", address.toString()));
        awaitTrue("document.readyState === 'complete' && location.href.startsWith('" + address + "')");
    }

    /** Wide and high in CSS pixels; in light or dark colours. */
    void look(int width, int height, boolean dark) {
        tools.call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        Map<String, String> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        tools.call("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    /** The value of an expression of JavaScript. */
    JsonNode value(String expression) {
        JsonNode answer = tools.call(
                "Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        assertThat(answer.has("exceptionDetails"))
                .as("%s: %s", expression, answer)
                .isFalse();
        return answer.path("result").path("value");
    }

    String text(String selector) {
        return value("document.querySelector('" + selector + "').innerText")
                .asText()
                .replace('\u00a0', ' ');
    }

    void awaitTrue(String expression) {
        await(expression)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> value("!!(" + expression + ")").asBoolean());
    }

    /** A press and release of the mouse in the middle of what is seen there. */
    void click(String selector) {
        JsonNode at = value("(() => { const e = document.querySelector('" + selector + "');"
                + " e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getClientRects()[0];"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            tools.call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            at.get(0).asDouble(),
                            "y",
                            at.get(1).asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** A key by the name that pages know it by. */
    void press(String key) {
        boolean letter = key.length() == 1;
        tools.call(
                "Input.dispatchKeyEvent",
                letter ? Map.of("type", "keyDown", "key", key, "text", key) : Map.of("type", "keyDown", "key", key));
        tools.call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
    }

    void type(String text) {
        tools.call("Input.insertText", Map.of("text", text));
    }

    void screenshot(Path file) throws IOException {
        JsonNode picture = tools.call("Page.captureScreenshot", Map.of("format", "png"));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
    }

    /** Every address that a page asked for. */
    List<String> requests() {
        return tools.requests();
    }

    /** What a page complained of: exceptions, console errors, what a policy blocked, what did not load. */
    List<String> complaints() {
        return tools.complaints();
    }

    @Override
    public void close() {
        tools.close();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
