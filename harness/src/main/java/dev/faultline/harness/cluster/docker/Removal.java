package dev.faultline.harness.cluster.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.faultline.harness.cluster.AllAtOnce;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Containers and networks taken away, each whether or not the others go. */
final class Removal {
    private Removal() {}

    /**
     * A container or network.
     *
     * @param id the engine's
     * @param name what people know it by
     */
    record Resource(String id, String name) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Removes containers in parallel, then the networks they hung on; says what could not be removed, and why. */
    static List<String> remove(DockerClient client, List<Resource> containers, List<Resource> networks) {
        List<Optional<String>> fromContainers = AllAtOnce.map(
                containers,
                container -> failure(
                        container,
                        resource -> client.removeContainerCmd(resource.id())
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec()));
        List<Optional<String>> fromNetworks = networks.stream()
                .map(network -> failure(
                        network,
                        resource -> client.removeNetworkCmd(resource.id()).exec()))
                .toList();
        return Stream.concat(fromContainers.stream(), fromNetworks.stream())
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> failure(Resource resource, Consumer<Resource> removal) {
        try {
            removal.accept(resource);
            return Optional.empty();
        } catch (NotFoundException gone) {
            return Optional.empty();
        } catch (ConflictException e) {
            // Another sweep is at it.
            return String.valueOf(e.getMessage()).contains("already in progress")
                    ? Optional.empty()
                    : Optional.of(resource + ": " + e.getMessage());
        } catch (DockerException e) {
            return Optional.of(resource + ": " + e.getMessage());
        }
    }
}
