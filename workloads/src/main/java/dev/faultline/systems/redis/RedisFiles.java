package dev.faultline.systems.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;

/**
 * What a server and a sentinel begin with. They announce the node's own address, for that is the one at which all others know it.
 *
 * @param durable whether a primary takes writes only while a majority, itself included, follows it
 */
record RedisFiles(Node node, Cluster cluster, boolean durable) {
    static final String SERVER = "/var/lib/faultline/redis/redis.conf";
    static final String SENTINEL = "/var/lib/faultline/redis/sentinel.conf";

    /** What sentinels call the replicated whole. */
    static final String GROUP = "faultline";

    void write() {
        node.shell().upload(server().getBytes(UTF_8), SERVER, 0644);
        node.shell().upload(sentinel().getBytes(UTF_8), SENTINEL, 0644);
    }

    private Node first() {
        return cluster.nodes().get(0);
    }

    /** How many replicas make a majority together with the primary. */
    private int followers() {
        return cluster.nodes().size() / 2;
    }

    /** A link that is cut is noticed after five seconds, not after Redis's sixty: a run is short. */
    String server() {
        String common = """
                port %d
                bind 0.0.0.0
                protected-mode no
                dir /var/lib/faultline/redis
                appendonly yes
                appendfsync everysec
                save ""
                replica-announce-ip %s
                replica-announce-port %d
                repl-diskless-sync-delay 0
                repl-ping-replica-period 1
                repl-timeout 5
                """.formatted(Redis.PORT, node.address(), Redis.PORT);
        String safety = durable ? "min-replicas-to-write %d\nmin-replicas-max-lag 2\n".formatted(followers()) : "";
        String role = node.equals(first()) ? "" : "replicaof %s %d\n".formatted(first().address(), Redis.PORT);
        return common + safety + role;
    }

    /** A failover begins 1.5 s after the primary was last heard of, so that it fits into a fault of five seconds. */
    String sentinel() {
        return """
                port %1$d
                protected-mode no
                dir /var/lib/faultline/redis
                sentinel announce-ip %2$s
                sentinel announce-port %1$d
                sentinel monitor %3$s %4$s %5$d %6$d
                sentinel down-after-milliseconds %3$s 1500
                sentinel failover-timeout %3$s 3000
                sentinel parallel-syncs %3$s %7$d
                """.formatted(
                        Redis.SENTINEL_PORT,
                        node.address(),
                        GROUP,
                        first().address(),
                        Redis.PORT,
                        followers() + 1,
                        cluster.nodes().size());
    }

    /**
     * Starts a sentinel when the first primary has all its replicas, or after ten seconds without: one that looked before would
     * look again ten seconds later, and until then know no replica to promote.
     */
    String sentinelOnceReplicated() {
        return """
                for i in $(seq 100); do
                  [ "$(redis-cli -h %s -p %d info replication | grep -c state=online)" -ge %d ] && break
                  sleep 0.1
                done
                exec redis-sentinel %s
                """.formatted(first().address(), Redis.PORT, cluster.nodes().size() - 1, SENTINEL);
    }
}
