package dev.faultline.harness.cluster.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import dev.faultline.harness.cluster.ProviderException;
import dev.faultline.harness.cluster.docker.Removal.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Removes what runs left behind whose process is dead, and nothing of a run that lives. To be called at the start of a program
 * and at its end.
 *
 * <p>Of an owner of another boot or another process namespace nobody here can tell whether it lives: what is its is removed only
 * when no container of it runs any more, as after a reboot.
 */
public final class Sweep {
    private Sweep() {}

    /**
     * Sweeps.
     *
     * @return the names of what was removed
     * @throws ProviderException when no engine answers, or something could not be removed
     */
    public static List<String> run() {
        return run(Engine.client(), Owner.current());
    }

    private static List<String> run(DockerClient client, Owner observer) {
        // Networks first: a run makes its network before its containers.
        List<Network> networks = client.listNetworksCmd()
                .withFilter("label", List.of(Owner.LABEL))
                .exec();
        List<Container> containers = client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Owner.LABEL))
                .exec();
        Set<String> running = containers.stream()
                .filter(container -> "running".equals(container.getState()))
                .map(container -> container.getLabels().get(Owner.LABEL))
                .collect(Collectors.toSet());

        List<Resource> deadContainers = containers.stream()
                .filter(container -> isDead(container.getLabels(), running, observer))
                .map(container -> new Resource(container.getId(), container.getNames()[0].substring(1)))
                .toList();
        List<Resource> deadNetworks = networks.stream()
                .filter(network -> isDead(network.getLabels(), running, observer))
                .map(network -> new Resource(network.getId(), network.getName()))
                .toList();

        List<String> failures = Removal.remove(client, deadContainers, deadNetworks);
        if (!failures.isEmpty()) {
            throw new ProviderException("left behind by a dead run: " + String.join("; ", failures), null);
        }
        return Stream.concat(deadContainers.stream(), deadNetworks.stream())
                .map(Resource::name)
                .toList();
    }

    /** Whether what bears these labels may go. A label that names no owner is not ours. */
    static boolean isDead(Map<String, String> labels, Set<String> running, Owner observer) {
        String label = labels.getOrDefault(Owner.LABEL, "");
        return Owner.parse(label)
                .map(owner -> switch (owner.stateSeenBy(observer)) {
                    case ALIVE -> false;
                    case DEAD -> true;
                    case ELSEWHERE -> !running.contains(label);
                })
                .orElse(false);
    }
}
