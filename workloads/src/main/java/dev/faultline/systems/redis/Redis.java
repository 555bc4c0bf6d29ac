package dev.faultline.systems.redis;

import dev.faultline.harness.client.Registers;
import dev.faultline.harness.client.Sets;
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
import java.util.List;
import java.util.Optional;

/**
 * Redis with Sentinel: on every node a server and a sentinel. One server is the primary and takes writes, the others replicate it
 * asynchronously; when a majority of the sentinels cannot reach it they promote another. Data is appended to a file, so that what a
 * killed server had acknowledged is there when it is started again; whether it is still the primary then is another matter.
 *
 * <p>Faults of processes hit the server. The sentinel beside it lives on, as it would on a machine of its own, and is started
 * again with the server should it be gone.
 */
public final class Redis
        implements SystemUnderTest, Killable, Pausable, HasClock, HasLeader, Registers.Offered, Sets.Offered {
    static final int PORT = 6379;
    static final int SENTINEL_PORT = 26379;
    private static final String SERVER_LOG = "/var/log/faultline/redis.log";
    private static final String SENTINEL_LOG = "/var/log/faultline/sentinel.log";
    private static final Duration GLANCE = Duration.ofMillis(700);

    private final RedisStatus status = new RedisStatus();

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Optional<String> image() {
        return Optional.of("redis");
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.oneOf(
                        "reads",
                        "primary: only a node that believes itself primary answers; any: replicas answer too",
                        "primary",
                        "any"),
                Option.oneOf(
                        "durability",
                        "none: a write counts when the primary has it; wait: when a majority has, by WAIT and min-replicas-to-write",
                        "none",
                        "wait"));
    }

    @Override
    public Ports ports() {
        return Ports.client(PORT).peer(PORT, SENTINEL_PORT);
    }

    /** {@code Redis server v=7.0.15 sha=...}. */
    @Override
    public String version(Node node) {
        return node.shell().exec("redis-server", "--version").orThrow().replaceFirst("(?s).*\\bv=(\\S+).*", "$1");
    }

    /** Both programs write into their files what they learn of the cluster, so that only the first start makes them. */
    @Override
    public void start(Node node, Cluster cluster, Options options, boolean fresh) {
        RedisFiles files =
                new RedisFiles(node, cluster, options.get("durability").equals("wait"));
        if (fresh) {
            files.write();
        }
        node.shell().daemon(SERVER_LOG, List.of("redis-server", RedisFiles.SERVER));
        if (fresh) {
            node.shell().daemon(SENTINEL_LOG, List.of("sh", "-c", files.sentinelOnceReplicated()));
        } else if (Processes.named(node, "redis-sentinel").isEmpty()) {
            node.shell().daemon(SENTINEL_LOG, List.of("redis-sentinel", RedisFiles.SENTINEL));
        }
    }

    @Override
    public boolean ready(Node node) {
        return status.role(node, GLANCE).isPresent();
    }

    @Override
    public Optional<Process> process(Node node) {
        return Processes.named(node, "redis-server");
    }

    /** The node that a majority of the sentinels names, if it agrees. */
    @Override
    public Optional<Node> leader(Cluster cluster) {
        List<RedisStatus.SentinelView> views = views(cluster, GLANCE);
        return cluster.nodes().stream()
                .filter(node -> views.stream()
                                .filter(view -> view.primary().equals(node.address()))
                                .count()
                        > cluster.nodes().size() / 2)
                .findFirst()
                .filter(node -> status.role(node, GLANCE)
                        .filter(RedisStatus.Role::primary)
                        .isPresent());
    }

    @Override
    public String recoveryCriterion() {
        return "all sentinels name one primary, which is one, and every other node replicates it";
    }

    @Override
    public Optional<String> recovered(Cluster cluster, Duration patience) {
        return Recovery.amiss(
                cluster.nodes(),
                views(cluster, patience),
                AllAtOnce.map(cluster.nodes(), node -> status.role(node, patience)).stream()
                        .flatMap(Optional::stream)
                        .toList());
    }

    private List<RedisStatus.SentinelView> views(Cluster cluster, Duration patience) {
        return AllAtOnce.map(cluster.nodes(), node -> status.sentinel(node, patience)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<String> logs() {
        return List.of(SERVER_LOG, SENTINEL_LOG);
    }

    @Override
    public Registers registers(Node node, Options options, Duration timeout) throws Exception {
        return new RedisRegisters(connection(node, options, timeout));
    }

    @Override
    public Sets sets(Node node, Options options, Duration timeout) throws Exception {
        return new RedisSets(connection(node, options, timeout));
    }

    private static RedisConnection connection(Node node, Options options, Duration timeout) throws Exception {
        return new RedisConnection(
                node.address(),
                PORT,
                options.get("reads").equals("primary"),
                options.get("durability").equals("wait"),
                timeout);
    }
}
