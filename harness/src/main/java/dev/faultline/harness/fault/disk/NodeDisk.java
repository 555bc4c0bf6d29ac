package dev.faultline.harness.fault.disk;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.fault.InjectsFaults;
import dev.faultline.harness.system.HasDisk;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The disk that {@code faultline-disk} has put below a node's data. */
public final class NodeDisk {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String STORE = "/var/lib/faultline-disk";

    private final Node node;

    NodeDisk(Node node) {
        this.node = node;
    }

    /** Puts a disk below the data of a system that has not been started yet, on every node. */
    public static void mount(Cluster cluster, SystemUnderTest system) {
        if (cluster instanceof InjectsFaults) {
            return; // it has its own way with disks
        }
        if (!(system instanceof HasDisk has)) {
            throw new IllegalArgumentException(system.name() + " does not say where its data is");
        }
        AllAtOnce.each(cluster.nodes(), node -> {
            node.shell().exec("mkdir", "-p", has.dataDirectory()).orThrow();
            new NodeDisk(node).command("mount", STORE, has.dataDirectory());
        });
    }

    /** All that the disks hold by now is durable, names too, as some time after a set-up. */
    public static void sync(Cluster cluster) {
        if (cluster instanceof InjectsFaults) {
            return;
        }
        AllAtOnce.each(cluster.nodes(), node -> new NodeDisk(node).command("sync"));
    }

    /** Performs a command of {@code faultline-disk} and returns what it printed. */
    String command(String... words) {
        List<String> command = new ArrayList<>(List.of("faultline-disk"));
        command.addAll(Arrays.asList(words));
        return node.shell().exec(PATIENCE, command).orThrow();
    }

    /** The helper's counters, by name. */
    Map<String, Long> stats() {
        Map<String, Long> stats = new TreeMap<>();
        command("stats").lines().map(line -> line.split("\t")).forEach(w -> stats.put(w[0], Long.parseLong(w[1])));
        return stats;
    }

    /**
     * What became of a small file that was written and synced through the mount.
     *
     * @param millis what that took
     * @param refusal the complaint, empty when all went well
     */
    record Probe(long millis, String refusal) {}

    Probe probe(String directory) {
        Shell.Result result = node.shell()
                .exec(
                        PATIENCE,
                        List.of(
                                "sh",
                                "-c",
                                "s=$(date +%s%N); e=$(dd if=/dev/zero of='" + directory
                                        + "/.faultline-probe' bs=512 count=1 conv=fsync status=none 2>&1);"
                                        + " echo $((($(date +%s%N) - s) / 1000000)); echo \"${e##*: }\""));
        List<String> lines = result.orThrow().lines().toList();
        return new Probe(Long.parseLong(lines.get(0)), lines.size() > 1 ? lines.get(1) : "");
    }
}
