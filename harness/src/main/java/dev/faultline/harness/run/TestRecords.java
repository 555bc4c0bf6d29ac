package dev.faultline.harness.run;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.store.TestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A test, as its file has it. */
final class TestRecords {
    private TestRecords() {}

    static TestRecord of(Test test, Provider provider, Cluster cluster, Instant startedAt, long originNanos) {
        Map<String, String> environment = new TreeMap<>(cluster.environment());
        environment.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        environment.put(
                "host",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        return new TestRecord(
                test.seed().value(),
                test.version(),
                test.system().name(),
                test.system().version(cluster.nodes().get(0)),
                test.workload().name(),
                provider.name(),
                cluster.names(),
                test.shape().clients(),
                test.shape().rate(),
                seconds(test.shape().timeLimit()),
                test.faults(),
                seconds(test.plan().gap()),
                seconds(test.opTimeout()),
                seconds(test.recoveryTime()),
                new TreeMap<>(test.options().all()),
                startedAt.toString(),
                originNanos,
                environment,
                test.command(),
                test.expect());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
