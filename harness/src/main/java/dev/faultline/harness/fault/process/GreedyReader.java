package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.Node;
import java.util.List;

/**
 * A process on a node that writes a file and reads it over and over, as a backup does: what others had cached goes. The file is its
 * own, since what other nodes have read already is cached at their expense.
 */
final class GreedyReader {
    /** By which it is found again, whoever started it. */
    private static final String NAME = "faultline-greedy-reader";

    private static final String FILE = "/var/tmp/" + NAME;

    private GreedyReader() {}

    /** @param megabytes to be read at a time */
    static void start(Node node, int megabytes) {
        node.shell()
                .daemon(
                        "/dev/null",
                        List.of(
                                "sh",
                                "-c",
                                "dd if=/dev/zero of=" + FILE + " bs=1M count=" + megabytes + "; while :; do cat " + FILE
                                        + " >/dev/null; sleep 0.1; done",
                                NAME));
    }

    /** Ends every one on the node, and what it had written goes. */
    static void stop(Node node) {
        // The bracket keeps the shell that runs this from finding itself, and so nothing else in its line may be called
        // so.
        node.shell()
                .script("pkill -KILL -f '[f]" + NAME.substring(1) + "'; true")
                .orThrow();
        node.shell().exec("rm", "-f", FILE).orThrow();
    }
}
