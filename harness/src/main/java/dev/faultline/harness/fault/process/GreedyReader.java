package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.Node;
import java.util.List;

/** A process on a node that reads more files than fit into its memory, over and over, as a backup does: what others had cached goes. */
final class GreedyReader {
    /** By which it is found again, whoever started it. */
    private static final String NAME = "faultline-greedy-reader";

    private GreedyReader() {}

    static void start(Node node) {
        node.shell()
                .daemon(
                        "/dev/null",
                        List.of("sh", "-c", "while :; do cat /usr/bin/* >/dev/null 2>&1; sleep 0.1; done", NAME));
    }

    /** Ends every one on the node. */
    static void stop(Node node) {
        // The bracket keeps the shell that runs this from finding itself.
        node.shell()
                .script("pkill -KILL -f '[f]" + NAME.substring(1) + "'; true")
                .orThrow();
    }
}
