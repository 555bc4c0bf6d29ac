package dev.faultline.harness.cluster.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Version;
import dev.faultline.harness.cluster.ProviderException;
import dev.faultline.harness.cluster.docker.Removal.Resource;
import dev.faultline.harness.cluster.ssh.SshKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one cluster has on the engine: a network, and for each node its container and its Toxiproxy. */
final class Containers {
    private static final AtomicInteger CLUSTERS = new AtomicInteger();
    private static final int SUBNETS_TRIED_MAX = 16;
    private static final String PROXY_USER = "7474";

    private final DockerClient client;
    private final Images images;
    private final boolean disks;
    private final Map<String, String> labels;
    private final String prefix;
    private final List<Resource> containers = new CopyOnWriteArrayList<>();
    private final List<Resource> networks = new CopyOnWriteArrayList<>();
    private final Subnet subnet;

    /** @param disks whether nodes may mount file systems of their own */
    Containers(DockerClient client, Images images, Owner owner, String run, boolean disks) {
        this.client = client;
        this.images = images;
        this.disks = disks;
        this.labels = owner.labels(run);
        // The start time too: in containers, harnesses often have the same process id.
        String start = Long.toString(owner.start(), Character.MAX_RADIX);
        this.prefix = "faultline-%d-%s-%d".formatted(owner.pid(), start, CLUSTERS.incrementAndGet());
        this.subnet = createNetwork();
    }

    Subnet subnet() {
        return subnet;
    }

    /** Another run may take the same subnet at the same moment; the engine refuses the later one, which takes the next. */
    private Subnet createNetwork() {
        @Nullable DockerException refusal = null;
        for (Subnet candidate : Subnet.free(used()).limit(SUBNETS_TRIED_MAX).toList()) {
            try {
                Network.Ipam.Config config = new Network.Ipam.Config()
                        .withSubnet(candidate.toString())
                        .withGateway(candidate.gateway());
                String id = client.createNetworkCmd()
                        .withName(prefix)
                        .withDriver("bridge")
                        .withIpam(new Network.Ipam().withConfig(config))
                        .withLabels(labels)
                        .exec()
                        .getId();
                networks.add(new Resource(id, prefix));
                return candidate;
            } catch (DockerException e) {
                if (!String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("overlap")) {
                    throw e;
                }
                refusal = e;
            }
        }
        throw new ProviderException("no private subnet is free on this machine", refusal);
    }

    private List<Subnet> used() {
        Stream<Subnet> ofEngine = client.listNetworksCmd().exec().stream()
                .map(Network::getIpam)
                .filter(ipam -> ipam != null && ipam.getConfig() != null)
                .flatMap(ipam -> ipam.getConfig().stream())
                .map(Network.Ipam.Config::getSubnet)
                .filter(text -> text != null && !text.contains(":"))
                .map(Subnet::parse);
        return Stream.concat(HostRoutes.subnets().stream(), ofEngine).toList();
    }

    ContainerResources resources() {
        return new ContainerResources(client, this::nameOf);
    }

    /** The name of the node's container. */
    String nameOf(String node) {
        return prefix + "-" + node;
    }

    /** Starts a node and its Toxiproxy; neither may answer yet when this returns. */
    void start(String name, String address, SshKey login, SshKey host) {
        HostConfig isolated = HostConfig.newHostConfig()
                .withNetworkMode(prefix)
                .withCapAdd(Capability.NET_ADMIN, Capability.SYS_PTRACE)
                .withInit(true);
        if (disks) {
            isolated.withDevices(Device.parse("/dev/fuse:/dev/fuse:rwm"))
                    .withCapAdd(Capability.NET_ADMIN, Capability.SYS_PTRACE, Capability.SYS_ADMIN)
                    .withSecurityOpts(List.of("apparmor=unconfined")); // else it keeps even such nodes from mounting
        }
        String node = start(
                nameOf(name),
                client.createContainerCmd(images.node())
                        .withHostConfig(isolated)
                        .withHostName(name)
                        .withAliases(name)
                        .withIpv4Address(address)
                        .withEnv(
                                "FAULTLINE_AUTHORIZED_KEY=" + login.publicKey(),
                                "FAULTLINE_HOST_KEY=" + host.privateKey()));
        start(
                nameOf(name) + "-toxiproxy",
                client.createContainerCmd(images.toxiproxy())
                        .withHostConfig(HostConfig.newHostConfig().withNetworkMode("container:" + node))
                        .withUser(PROXY_USER)
                        .withCmd("-host=0.0.0.0"));
    }

    private String start(String name, CreateContainerCmd command) {
        String id = command.withName(name).withLabels(labels).exec().getId();
        containers.add(new Resource(id, name));
        client.startContainerCmd(id).exec();
        return id;
    }

    /** Images by id and digest, engine, kernel and subnet. */
    Map<String, String> environment() {
        Version engine = client.versionCmd().exec();
        Map<String, String> facts = new TreeMap<>();
        describe(facts, "image.node", images.node());
        describe(facts, "image.toxiproxy", images.toxiproxy());
        facts.put("docker.engine", String.valueOf(engine.getVersion()));
        facts.put("docker.api", String.valueOf(engine.getApiVersion()));
        facts.put("kernel", String.valueOf(engine.getKernelVersion()));
        facts.put("architecture", String.valueOf(engine.getArch()));
        facts.put("subnet", subnet.toString());
        return facts;
    }

    private void describe(Map<String, String> facts, String key, String image) {
        InspectImageResponse inspected = client.inspectImageCmd(image).exec();
        facts.put(key, image);
        facts.put(key + ".id", String.valueOf(inspected.getId()));
        Collection<String> digests = inspected.getRepoDigests() == null ? List.of() : inspected.getRepoDigests();
        digests.stream().findFirst().ifPresent(digest -> facts.put(key + ".digest", digest));
    }

    /** Removes what start made under that name. */
    void remove(String name) {
        List<Resource> ofNode = containers.stream()
                .filter(container -> container.name().equals(nameOf(name))
                        || container.name().equals(nameOf(name) + "-toxiproxy"))
                .toList();
        Removal.remove(client, ofNode, List.of());
        containers.removeAll(ofNode);
    }

    /**
     * Removes everything; may be called again, to try again.
     *
     * @throws ProviderException naming what could not be removed
     */
    void close() {
        List<String> failures = Removal.remove(client, new ArrayList<>(containers), new ArrayList<>(networks));
        if (!failures.isEmpty()) {
            throw new ProviderException("could not be removed: " + String.join("; ", failures), null);
        }
        containers.clear();
        networks.clear();
    }
}
