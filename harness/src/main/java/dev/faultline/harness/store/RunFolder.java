package dev.faultline.harness.store;

import java.nio.file.Path;

/**
 * The files of one run, by name.
 *
 * @param path {@code results/<system>-<workload>/<timestamp>}
 */
public record RunFolder(Path path) {

    public Path test() {
        return path.resolve("test.json");
    }

    public Path history() {
        return path.resolve("history.edn");
    }

    public Path faults() {
        return path.resolve("faults.json");
    }

    public Path verdict() {
        return path.resolve("verdict.json");
    }

    /** The verdict in the shape that Jepsen's users read. */
    public Path results() {
        return path.resolve("results.edn");
    }

    public Path report() {
        return path.resolve("report.html");
    }

    public Path metrics() {
        return path.resolve("metrics.json");
    }

    public Path replay() {
        return path.resolve("replay.sh");
    }

    /** The harness's own log. */
    public Path log() {
        return path.resolve("faultline.log");
    }

    /** Logs collected from a node. */
    public Path logs(String node) {
        return path.resolve("node logs").resolve(node);
    }
}
