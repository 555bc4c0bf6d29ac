package dev.faultline.harness.cluster.docker;

import com.github.dockerjava.api.DockerClient;
import dev.faultline.harness.cluster.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.utility.ResourceReaper;
import org.testcontainers.utility.TestcontainersConfiguration;

/**
 * The Docker engine, found by Testcontainers' own rules ({@code DOCKER_HOST}, {@code ~/.testcontainers.properties}, the usual
 * sockets).
 *
 * <p>Its containers are not Testcontainers' {@code GenericContainer}s: those carry a label by which Testcontainers, where Ryuk is
 * off, removes them in a shutdown hook of this JVM, at the very time when an interrupted run still heals and collects. Ours carry
 * labels of our own; Ryuk, where it is on, is told to look after them too.
 */
final class Engine {
    /** Read by docker-java; the newest version that it knows for certain. */
    private static final String API_VERSION = "api.version";

    private static final int API_MINOR_MAX = 44;

    private static @Nullable DockerClient client;

    private Engine() {}

    /**
     * The client for the engine that answers.
     *
     * @throws ProviderException when none does
     */
    static synchronized DockerClient client() {
        if (client == null) {
            client = connect(candidates());
        }
        return client;
    }

    static List<EngineAddress> candidates() {
        String configured = TestcontainersConfiguration.getInstance().getEnvVarOrUserProperty("docker.host", "");
        return EngineAddress.candidates(configured, System.getenv());
    }

    static DockerClient connect(List<EngineAddress> candidates) {
        // Over TLS only the client library can ask, and it does so with a version of its own choice.
        if (System.getenv().getOrDefault("DOCKER_TLS_VERIFY", "").isBlank()) {
            String version = apiVersion(candidates);
            if (System.getProperty(API_VERSION) == null) {
                System.setProperty(API_VERSION, version);
            }
        }
        try {
            List<DockerClientProviderStrategy> strategies = new ArrayList<>();
            ServiceLoader.load(DockerClientProviderStrategy.class).forEach(strategies::add);
            return DockerClientProviderStrategy.getFirstValidStrategy(strategies)
                    .getDockerClient();
        } catch (IllegalStateException e) {
            throw noEngine(candidates, e);
        }
    }

    private static String apiVersion(List<EngineAddress> candidates) {
        return candidates.stream()
                .flatMap(candidate -> candidate.apiVersion().stream())
                .findFirst()
                .map(Engine::known)
                .orElseThrow(() -> noEngine(candidates, null));
    }

    static String known(String version) {
        int minor = Integer.parseInt(version.substring(version.indexOf('.') + 1));
        return "1." + Math.min(minor, API_MINOR_MAX);
    }

    private static ProviderException noEngine(List<EngineAddress> candidates, @Nullable Throwable cause) {
        String places = candidates.stream().map(EngineAddress::toString).collect(Collectors.joining(", "));
        return new ProviderException(
                "no Docker engine answers at " + places + ": start one, or say in DOCKER_HOST where it is", cause);
    }

    /** Starts Ryuk, once in a JVM, and charges it with what bears this label. */
    static void protect(Owner owner) {
        DockerClientFactory.instance().client();
        ResourceReaper.instance().registerLabelsFilterForCleanup(Map.of(Owner.LABEL, owner.label()));
    }
}
