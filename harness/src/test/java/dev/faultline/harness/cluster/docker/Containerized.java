package dev.faultline.harness.cluster.docker;

import static org.assertj.core.api.Assertions.fail;

import com.github.dockerjava.api.model.Image;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * For tests on containers: one cluster of three nodes for all of them, given to whoever has a parameter for it. Without an engine
 * or images the tests are skipped with one loud line, or fail under {@code -Dfaultline.docker=required}.
 */
public final class Containerized implements BeforeAllCallback, ParameterResolver {
    public static final Ports PORTS = Ports.client(2379).peer(2380);

    private static final Namespace NAMESPACE = Namespace.create(Containerized.class);
    private static final AtomicBoolean SAID = new AtomicBoolean();

    @Override
    public void beforeAll(ExtensionContext context) {
        missing().ifPresent(what -> {
            String message = "CONTAINER TESTS DID NOT RUN: " + what;
            if ("required".equals(System.getProperty("faultline.docker"))) {
                fail(message);
            }
            if (SAID.compareAndSet(false, true)) {
                System.err.println("!!! " + message + " !!!");
            }
            Assumptions.abort(message);
        });
    }

    private static Optional<String> missing() {
        if (Engine.candidates().stream().noneMatch(engine -> engine.apiVersion().isPresent())) {
            return Optional.of("no Docker engine answers");
        }
        if (image("node").isEmpty() || image("toxiproxy").isEmpty()) {
            return Optional.of("the images are not there, provision them first");
        }
        return Optional.empty();
    }

    /** As the system property says, or else the newest on the engine. */
    private static Optional<String> image(String kind) {
        String named = System.getProperty("faultline.image." + kind, "");
        if (!named.isBlank()) {
            return Optional.of(named);
        }
        return Engine.client().listImagesCmd().exec().stream()
                .filter(image -> tag(image, kind).isPresent())
                .max(Comparator.comparing(Image::getCreated))
                .flatMap(image -> tag(image, kind));
    }

    private static Optional<String> tag(Image image, String kind) {
        return Optional.ofNullable(image.getRepoTags()).stream()
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .filter(tag -> tag.startsWith("faultline/" + kind + ":"))
                .findFirst();
    }

    public static DockerProvider provider() {
        Images images =
                new Images(image("node").orElseThrow(), image("toxiproxy").orElseThrow());
        return new DockerProvider(images, false, Clock.system());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cluster.class;
    }

    @Override
    public Cluster resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("cluster", key -> provider().provide("shared-by-tests", 3, PORTS), Cluster.class);
    }
}
