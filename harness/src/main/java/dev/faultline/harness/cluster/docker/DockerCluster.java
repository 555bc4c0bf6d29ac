package dev.faultline.harness.cluster.docker;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.cluster.Resources;
import dev.faultline.harness.cluster.proxy.ProxiedNetwork;
import dev.faultline.harness.cluster.ssh.SshKey;
import dev.faultline.harness.cluster.ssh.SshShell;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** A cluster of containers. None of them is stopped or restarted while it stands: the rules of its network would be gone. */
final class DockerCluster implements Cluster {
    private static final int SSH_PORT = 22;
    /** A node is up in a fraction of a second; on a machine under load it may take longer. */
    private static final Duration BOOT_PATIENCE = Duration.ofSeconds(30);

    private final Containers containers;
    private final Clock clock;
    private final SshKey client = SshKey.fresh("faultline-client");
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final List<Node> spares = new CopyOnWriteArrayList<>();
    private final List<SshShell> shells = new CopyOnWriteArrayList<>();
    private final ProxiedNetwork network;
    private int numbersGiven;

    private DockerCluster(Containers containers, int count, Ports ports, Clock clock) {
        this.containers = containers;
        this.clock = clock;
        List<Integer> numbers = IntStream.rangeClosed(1, count).boxed().toList();
        this.numbersGiven = count;
        nodes.addAll(AllAtOnce.map(numbers, this::start));
        this.network = ProxiedNetwork.install(nodes, containers.subnet().gateway(), ports, clock);
    }

    static DockerCluster of(Containers containers, int count, Ports ports, Clock clock) {
        return new DockerCluster(containers, count, ports, clock);
    }

    private Node start(int number) {
        String name = nameOf(number);
        String address = containers.subnet().node(number);
        SshKey host = SshKey.fresh("faultline-" + name);
        containers.start(name, address, client, host);
        SshShell shell = new SshShell(name, address, SSH_PORT, "root", client, host.publicKey(), clock);
        shells.add(shell);
        shell.awaitReachable(BOOT_PATIENCE);
        return new Node(name, address, shell);
    }

    private static String nameOf(int number) {
        return "n" + number;
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public Resources resources() {
        return containers.resources();
    }

    @Override
    public synchronized Node addNode() {
        Optional<Node> retired =
                spares.stream().filter(spare -> !nodes.contains(spare)).findFirst();
        if (retired.isPresent()) {
            nodes.add(retired.get());
            return retired.get();
        }
        // A number is not given again when its node did not come about: the others may know that name already.
        int number = ++numbersGiven;
        try {
            Node node = start(number);
            network.join(node);
            spares.add(node);
            nodes.add(node);
            return node;
        } catch (RuntimeException e) {
            containers.remove(nameOf(number));
            throw e;
        }
    }

    @Override
    public List<Node> spares() {
        return List.copyOf(spares);
    }

    @Override
    public synchronized void retire(Node spare) {
        if (!spares.contains(spare)) {
            throw new IllegalArgumentException(spare + " is no spare");
        }
        nodes.remove(spare);
    }

    @Override
    public String standing() {
        return "up behind Toxiproxy";
    }

    @Override
    public String shellCommand(Node node) {
        return "docker exec -it " + containers.nameOf(node.name()) + " bash";
    }

    @Override
    public Map<String, String> environment() {
        return containers.environment();
    }

    @Override
    public void close() {
        shells.forEach(SshShell::close);
        containers.close();
    }
}
