package dev.faultline.harness.serve;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered to which address. */
final class Site implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Site.class);
    private static final String LOOPBACK = "(?i)(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d+)?";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON_TYPE = "application/json";
    private static final int MOST_LIVE_RUNS = 64;
    private static final JsonMapper JSON = new JsonMapper();

    /** What the page of a run in progress is made of, by name: our own files, and the style that it shares with the report. */
    private static final Map<String, String> ASSETS = Map.of(
            "live.js", "text/javascript; charset=utf-8",
            "live.css", "text/css; charset=utf-8",
            "report.css", "text/css; charset=utf-8");

    private final Kept kept;
    private final boolean loopbackOnly;
    private final Clock clock;
    private final ServedIndex index;
    private final Map<Path, LiveRun> live = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, LiveRun> eldest) {
            return size() > MOST_LIVE_RUNS;
        }
    };

    Site(Kept kept, boolean loopbackOnly, Clock clock) {
        this.kept = kept;
        this.loopbackOnly = loopbackOnly;
        this.clock = clock;
        this.index = new ServedIndex(kept.results(), clock);
    }

    @Override
    public void handle(HttpExchange exchange) {
        try (exchange) {
            Answer answer = new Answer(exchange);
            try {
                answer(exchange, answer);
            } catch (RuntimeException e) {
                LOG.warn("{} could not be answered", exchange.getRequestURI(), e);
                answer.refuse(Answer.FAILED, "this could not be drawn: " + e.getMessage());
            }
        } catch (IOException e) {
            LOG.debug("{} was not answered to the end", exchange.getRequestURI(), e); // the browser has gone, mostly
        }
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        String method = exchange.getRequestMethod();
        String host = exchange.getRequestHeaders().getFirst("Host");
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            answer.refuse(Answer.NOT_ALLOWED, "only GET and HEAD");
        } else if (loopbackOnly && host != null && !host.matches(LOOPBACK)) {
            answer.refuse(Answer.FORBIDDEN, "only for this machine, by the name localhost or a loopback address");
        } else {
            List<String> names =
                    Kept.names(exchange.getRequestURI().getRawPath()).orElse(List.of());
            if (!page(names, answer) && !ofRun(names, answer) && !file(names, answer)) {
                answer.refuse(Answer.NOT_FOUND, "nothing is kept here");
            }
        }
    }

    /** The index, and what the page of a run in progress is made of. */
    private boolean page(List<String> names, Answer answer) throws IOException {
        if (names.size() != 1) {
            return false;
        }
        String name = names.get(0);
        if (ASSETS.containsKey(name)) {
            answer.bytes(ASSETS.get(name), Answer.FOREIGN, resource(name));
            return true;
        }
        Optional<byte[]> drawn = name.isEmpty() || name.endsWith(".html")
                ? index.page(name.isEmpty() ? "index.html" : name)
                : Optional.empty();
        if (drawn.isPresent()) {
            answer.bytes(HTML, Answer.OWN_PAGE, drawn.get());
        }
        return drawn.isPresent();
    }

    /** {@code /runs/<test>/<time>.zip} and {@code .json}, {@code /<test>/<time>/}, and links such as {@code latest}. */
    private boolean ofRun(List<String> names, Answer answer) throws IOException {
        if (names.size() == 3 && names.get(0).equals("runs")) {
            String last = names.get(2);
            int dot = last.lastIndexOf('.');
            Optional<Path> run = dot < 0 ? Optional.empty() : kept.run(List.of(names.get(1), last.substring(0, dot)));
            String ending = dot < 0 ? "" : last.substring(dot + 1);
            if (run.isPresent() && ending.equals("zip")) {
                answer.zip(run.get(), kept.relative(run.get()).replace('/', '-'));
                return true;
            }
            if (run.isPresent() && ending.equals("json")) {
                byte[] standing = JSON.writeValueAsBytes(live(run.get()).standing(clock.wall()));
                answer.bytes(JSON_TYPE, Answer.FOREIGN, standing);
                return true;
            }
            return false;
        }
        boolean slash = !names.isEmpty() && names.get(names.size() - 1).isEmpty();
        Optional<Path> run = kept.run(slash ? names.subList(0, names.size() - 1) : names);
        if (run.isEmpty()) {
            return false;
        }
        String own = "/" + kept.relative(run.get()) + "/";
        if (Files.exists(new RunFolder(run.get()).report())) {
            answer.redirect(address(own + "report.html", "why"));
        } else if (own.equals("/" + String.join("/", names))) {
            answer.bytes(HTML, Answer.LIVE_PAGE, resource("live.html"));
        } else {
            answer.redirect(address(own, null));
        }
        return true;
    }

    private boolean file(List<String> names, Answer answer) throws IOException {
        Optional<Path> file = kept.file(names);
        if (file.isEmpty()) {
            return false;
        }
        String path = kept.relative(file.get());
        boolean report = path.matches("[^/]+/[^/]+/report\\.html");
        answer.file(report ? HTML : type(path), report ? Answer.OWN_PAGE : Answer.FOREIGN, file.get());
        return true;
    }

    /** Never one that a browser would run: what lies beside a report may have been written by anything. */
    private static String type(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".json")) {
            return JSON_TYPE;
        }
        return lower.matches(".*\\.(gz|zip|tar|jar|bin|pcap|png|jpe?g|hdr)") ? "application/octet-stream" : PLAIN;
    }

    private LiveRun live(Path run) {
        synchronized (live) {
            return live.computeIfAbsent(run, LiveRun::new);
        }
    }

    private static String address(String path, @Nullable String fragment) {
        try {
            return new URI(null, null, path, fragment).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no address: " + path, e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        String path = name.equals("report.css") ? "/dev/faultline/harness/report/report.css" : name;
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }
}
