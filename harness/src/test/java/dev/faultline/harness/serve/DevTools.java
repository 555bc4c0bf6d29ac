package dev.faultline.harness.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One page of a browser by the Chrome DevTools Protocol: calls and their answers, and what the page asks for and complains of. */
final class DevTools implements WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long SECONDS_TO_ANSWER = 60;

    private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final StringBuilder partial = new StringBuilder();
    private @Nullable WebSocket socket;
    private @Nullable String session;

    private DevTools() {}

    /** A fresh page of a browser. */
    static DevTools page(URI browser) {
        DevTools tools = new DevTools();
        tools.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(browser, tools)
                .join();
        String target = tools.call("Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        tools.session = tools.call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            tools.call(domain + ".enable", Map.of());
        }
        return tools;
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        open.put(id, answer);
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("id", id);
        message.put("method", method);
        message.put("params", parameters);
        if (session != null) {
            message.put("sessionId", session);
        }
        try {
            socket.sendText(JSON.writeValueAsString(message), true).join();
            return answer.get(SECONDS_TO_ANSWER, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(method + " was not answered", e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            try {
                take(JSON.readTree(partial.toString()));
            } catch (JsonProcessingException e) {
                complaints.add("the browser said what is no JSON: " + e.getOriginalMessage());
            }
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    private void take(JsonNode message) {
        CompletableFuture<JsonNode> answer = open.remove(message.path("id").asInt());
        if (answer != null) {
            if (message.has("error")) {
                answer.completeExceptionally(
                        new AssertionError(message.get("error").toString()));
            } else {
                answer.complete(message.path("result"));
            }
            return;
        }
        JsonNode said = message.path("params");
        switch (message.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                requests.add(said.path("request").path("url").asText());
            case "Runtime.exceptionThrown" -> complaints.add(said.toString());
            case "Runtime.consoleAPICalled" -> {
                if (said.path("type").asText().matches("error|warning|assert")) {
                    complaints.add(said.toString());
                }
            }
            case "Log.entryAdded" -> {
                if (said.path("entry").path("level").asText().matches("error|warning")) {
                    complaints.add(said.toString());
                }
            }
            default -> {
                // everything else that goes on in a page
            }
        }
    }

    List<String> requests() {
        return requests;
    }

    List<String> complaints() {
        return complaints;
    }

    /** Ends the browser. */
    void close() {
        session = null;
        call("Browser.close", Map.of());
    }
}
