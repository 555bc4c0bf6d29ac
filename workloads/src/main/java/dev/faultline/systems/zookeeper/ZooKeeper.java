package dev.faultline.systems.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.faultline.harness.client.Registers;
import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.HasClock;
import dev.faultline.harness.system.HasLeader;
import dev.faultline.harness.system.Killable;
import dev.faultline.harness.system.Pausable;
import dev.faultline.harness.system.Processes;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** ZooKeeper with a tick short enough for leaders to be missed within seconds: every server on one node, all of them voting. */
public final class ZooKeeper implements SystemUnderTest, Killable, Pausable, HasClock, HasLeader, Registers.Offered {
    private static final String MAIN = "org.apache.zookeeper.server.quorum.QuorumPeerMain";
    private static final List<String> CLASS_PATH = List.of(
            Ensemble.FOLDER,
            "/usr/share/java/zookeeper.jar",
            "/usr/share/java/slf4j-log4j12.jar",
            "/usr/share/java/log4j-1.2.jar");
    private static final String LOG = "/var/log/faultline/zookeeper.log";
    private static final Duration GLANCE = Duration.ofMillis(700);

    private final AtomicLong marks = new AtomicLong();

    @Override
    public String name() {
        return "zookeeper";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.oneOf(
                "reads",
                "sync asks the leader for all it has committed before each read; plain ones are answered by the node asked, stale or not",
                "sync",
                "plain"));
    }

    /**
     * Peers are dialled without proxies. A follower dials its new leader as soon as the two agree, and tries again while it is refused;
     * a proxy accepts for a leader that does not listen yet and then closes, which the follower takes for the end of that leader, while
     * the leader waits for it until {@code initLimit} is over. So there are no slow links between servers, either.
     */
    @Override
    public Ports ports() {
        return Ports.client(Ensemble.CLIENT_PORT);
    }

    @Override
    public Optional<String> image() {
        return Optional.of("zookeeper");
    }

    @Override
    public String version(Node node) {
        return ServerStatus.of(node, GLANCE).map(ServerStatus::version).orElse("");
    }

    @Override
    public void start(Node node, Cluster cluster, Options options, boolean fresh) {
        if (fresh) {
            Ensemble ensemble = new Ensemble(cluster.nodes());
            node.shell().upload(ensemble.configuration().getBytes(UTF_8), Ensemble.FOLDER + "/zoo.cfg", 0644);
            node.shell().upload(ensemble.id(node).getBytes(UTF_8), Ensemble.DATA + "/myid", 0644);
            node.shell().upload(Ensemble.LOGGING.getBytes(UTF_8), Ensemble.FOLDER + "/log4j.properties", 0644);
        }
        node.shell()
                .daemon(
                        LOG,
                        List.of(
                                "java",
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                String.join(":", CLASS_PATH),
                                MAIN,
                                Ensemble.FOLDER + "/zoo.cfg"));
    }

    @Override
    public boolean ready(Node node) {
        return ServerStatus.of(node, GLANCE).isPresent();
    }

    @Override
    public Optional<Process> process(Node node) {
        return Processes.named(node, "java");
    }

    @Override
    public Optional<Node> leader(Cluster cluster) {
        return statuses(cluster, GLANCE)
                .filter(ServerStatus::leads)
                .max(Comparator.comparingLong(ServerStatus::epoch))
                .map(ServerStatus::node);
    }

    private static Stream<ServerStatus> statuses(Cluster cluster, Duration patience) {
        return AllAtOnce.map(cluster.nodes(), node -> ServerStatus.of(node, patience)).stream()
                .flatMap(Optional::stream);
    }

    @Override
    public String recoveryCriterion() {
        return "every node serves, exactly one leads, and a new write is read with sync from every node";
    }

    @Override
    public Optional<String> recovered(Cluster cluster, Duration patience) {
        List<ServerStatus> statuses = statuses(cluster, patience).toList();
        long leaders = statuses.stream().filter(ServerStatus::leads).count();
        if (statuses.size() < cluster.nodes().size() || leaders != 1) {
            return Optional.of("not every node serves under one leader: " + statuses);
        }
        long mark = marks.incrementAndGet();
        Node writer = cluster.nodes().get((int) (mark % cluster.nodes().size()));
        try (Registers registers = connect(writer, true, patience)) {
            registers.write("recovered", mark);
        } catch (Exception e) {
            return Optional.of("no write through " + writer + ": " + e.getMessage());
        }
        List<String> behind =
                AllAtOnce.map(cluster.nodes(), node -> reads(node, mark, patience) ? "" : node.name()).stream()
                        .filter(name -> !name.isEmpty())
                        .toList();
        return behind.isEmpty()
                ? Optional.empty()
                : Optional.of("the last write is not read from " + String.join(" ", behind));
    }

    private static boolean reads(Node node, long mark, Duration patience) {
        try (Registers registers = connect(node, true, patience)) {
            Long seen = registers.read("recovered");
            return seen != null && seen >= mark;
        } catch (Exception e) {
            return false; // not answering is the answer
        }
    }

    private static Registers connect(Node node, boolean synced, Duration timeout) throws Exception {
        return new ZooKeeperRegisters(node.address() + ":" + Ensemble.CLIENT_PORT, synced, timeout);
    }

    @Override
    public List<String> logs() {
        return List.of(LOG);
    }

    @Override
    public Registers registers(Node node, Options options, Duration timeout) throws Exception {
        return connect(node, options.get("reads").equals("sync"), timeout);
    }
}
