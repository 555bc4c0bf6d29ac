package dev.faultline.node.contract;

import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Value;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a node tells of itself. */
final class Status {
    private static final int NODES_MAX = 4;

    private final Map<String, String> lines;

    private Status(Map<String, String> lines) {
        this.lines = lines;
    }

    /** Of a node that is asked; every line is empty when it does not answer. */
    static Status of(ClusterUnderContract cluster, int node) {
        Map<String, String> lines = new TreeMap<>();
        if (cluster.request(node, new Request.Status()) instanceof Response.Ok ok
                && ok.value() instanceof Value.Text text) {
            text.text().lines().map(line -> line.split("=", 2)).forEach(pair -> lines.put(pair[0], pair[1]));
        }
        return new Status(lines);
    }

    String get(String name) {
        return lines.getOrDefault(name, "");
    }

    /** The node that leads, once a node says that it does. */
    static int leader(ClusterUnderContract cluster) {
        AtomicInteger leader = new AtomicInteger();
        cluster.await("a node leads", () -> {
            leader.set(latestLeader(cluster));
            return leader.get() != 0;
        });
        return leader.get();
    }

    /** A node that was deposed and has not heard of it has the earlier term. */
    private static int latestLeader(ClusterUnderContract cluster) {
        int latest = 0;
        long latestTerm = 0;
        for (int node = 1; node <= NODES_MAX; node++) {
            if (cluster.runs(node)) {
                Status status = of(cluster, node);
                if (status.get("role").equals("leader") && Long.parseLong(status.get("term")) > latestTerm) {
                    latest = node;
                    latestTerm = Long.parseLong(status.get("term"));
                }
            }
        }
        return latest;
    }
}
