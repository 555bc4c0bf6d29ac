package dev.faultline.systems.etcd;

import static java.util.stream.Collectors.joining;

import dev.faultline.harness.client.Locks;
import dev.faultline.harness.client.Registers;
import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.ChangesMembership;
import dev.faultline.harness.system.HasClock;
import dev.faultline.harness.system.HasDisk;
import dev.faultline.harness.system.HasLeader;
import dev.faultline.harness.system.Killable;
import dev.faultline.harness.system.Pausable;
import dev.faultline.harness.system.Processes;
import dev.faultline.harness.system.Stoppable;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.system.TellsRole;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Stream;

/** etcd with its defaults: every member on one node, data synced to disk. */
public final class Etcd
        implements SystemUnderTest,
                Killable,
                Stoppable,
                Pausable,
                HasClock,
                HasDisk,
                HasLeader,
                TellsRole,
                ChangesMembership,
                Registers.Offered,
                Locks.Offered {
    static final int CLIENT_PORT = 2379;
    static final int PEER_PORT = 2380;
    private static final String DATA = "/var/lib/faultline/etcd";
    private static final String LOG = "/var/log/faultline/etcd.log";
    private static final Duration GLANCE = Duration.ofMillis(700);

    private static final Duration TO_READ = Duration.ofSeconds(2);

    private final EtcdStatus status = new EtcdStatus();
    private final EtcdMembers members = new EtcdMembers();

    @Override
    public String name() {
        return "etcd";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.oneOf(
                "reads",
                "linearizable reads go through Raft; serializable ones are answered by the node asked, stale or not",
                "linearizable",
                "serializable"));
    }

    @Override
    public Ports ports() {
        return Ports.client(CLIENT_PORT).peer(PEER_PORT);
    }

    @Override
    public String version(Node node) {
        String first = node.shell()
                .exec("etcd", "--version")
                .orThrow()
                .lines()
                .findFirst()
                .orElse("");
        return first.substring(first.lastIndexOf(' ') + 1);
    }

    /** On data that is there already, etcd takes the members from its data, whoever is named here. */
    @Override
    public void start(Node node, Cluster cluster, Options options, boolean fresh) {
        launch(node, members(cluster), fresh ? "new" : "existing");
    }

    private static void launch(Node node, String members, String state) {
        node.shell()
                .daemon(
                        LOG,
                        List.of(
                                "etcd",
                                "--name",
                                node.name(),
                                "--data-dir",
                                DATA,
                                "--listen-peer-urls",
                                node.url(PEER_PORT),
                                "--initial-advertise-peer-urls",
                                node.url(PEER_PORT),
                                "--listen-client-urls",
                                node.url(CLIENT_PORT),
                                "--advertise-client-urls",
                                node.url(CLIENT_PORT),
                                "--initial-cluster",
                                members,
                                "--initial-cluster-token",
                                "faultline",
                                "--initial-cluster-state",
                                state));
    }

    private static String members(Cluster cluster) {
        return cluster.nodes().stream()
                .map(n -> n.name() + "=" + n.url(PEER_PORT))
                .collect(joining(","));
    }

    @Override
    public boolean ready(Node node) {
        return status.answers(node, GLANCE);
    }

    @Override
    public Optional<Process> process(Node node) {
        return Processes.named(node, "etcd");
    }

    @Override
    public Optional<Node> leader(Cluster cluster) {
        return views(cluster, GLANCE)
                .filter(EtcdStatus.View::leads)
                .max(Comparator.comparingLong(EtcdStatus.View::term))
                .map(EtcdStatus.View::node);
    }

    @Override
    public Optional<Standing> standing(Node node) {
        return status.view(node, GLANCE).map(EtcdStatus.View::standing);
    }

    @Override
    public Optional<SortedSet<String>> members(Node teller, Cluster cluster) {
        return members.names(teller, cluster);
    }

    @Override
    public void removeMember(Node member, Node asked) {
        members.remove(member, asked);
    }

    /** With the data of a member that was removed, etcd would refuse to start. */
    @Override
    public void addMember(Node newcomer, Node asked, Options options) {
        newcomer.shell().exec("rm", "-rf", DATA + "/member").orThrow();
        launch(newcomer, members.add(newcomer, asked), "existing");
    }

    @Override
    public boolean hasCaughtUp(Node node) {
        return status.readsLinearizably(node, TO_READ);
    }

    @Override
    public String recoveryCriterion() {
        return "every node answers a linearizable read, and all agree on leader and term";
    }

    @Override
    public Optional<String> recovered(Cluster cluster, Duration patience) {
        List<String> silent =
                AllAtOnce.map(cluster.nodes(), node -> status.readsLinearizably(node, patience) ? "" : node.name())
                        .stream()
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (!silent.isEmpty()) {
            return Optional.of("no linearizable read from " + String.join(" ", silent));
        }
        List<EtcdStatus.View> views = views(cluster, patience).toList();
        long opinions = views.stream()
                .map(view -> view.leader() + "/" + view.term())
                .distinct()
                .count();
        if (views.size() < cluster.nodes().size()
                || opinions != 1
                || views.stream().noneMatch(EtcdStatus.View::leads)) {
            return Optional.of("the members do not agree on leader and term: " + views);
        }
        return Optional.empty();
    }

    private Stream<EtcdStatus.View> views(Cluster cluster, Duration patience) {
        return AllAtOnce.map(cluster.nodes(), node -> status.view(node, patience)).stream()
                .flatMap(Optional::stream);
    }

    @Override
    public String dataDirectory() {
        return DATA;
    }

    @Override
    public List<String> logs() {
        return List.of(LOG);
    }

    @Override
    public Registers registers(Node node, Options options, Duration timeout) {
        return new EtcdRegisters(node.url(CLIENT_PORT), options.get("reads").equals("serializable"), timeout);
    }

    @Override
    public Locks locks(Node node, Options options, Duration timeout) {
        return new EtcdLocks(node.url(CLIENT_PORT), options.get("reads").equals("serializable"), timeout);
    }
}
