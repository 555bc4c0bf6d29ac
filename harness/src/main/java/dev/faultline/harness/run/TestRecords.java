package dev.faultline.harness.run;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.objective.Objective;
import dev.faultline.harness.store.TestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A test, as its file has it: what is asked of the cluster is asked before the run's clock starts. */
final class TestRecords {
    private final Test test;
    private final String provider;
    private final List<String> nodes;
    private final String version;
    private final Map<String, String> environment;

    private TestRecords(
            Test test, String provider, List<String> nodes, String version, Map<String, String> environment) {
        this.test = test;
        this.provider = provider;
        this.nodes = nodes;
        this.version = version;
        this.environment = environment;
    }

    static TestRecords about(Test test, Provider provider, Cluster cluster) {
        Map<String, String> environment = new TreeMap<>(cluster.environment());
        environment.put("java", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        environment.put(
                "host",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        String version = test.system().version(cluster.nodes().get(0));
        return new TestRecords(test, provider.name(), cluster.names(), version, environment);
    }

    TestRecord startedAt(Instant startedAt, long originNanos) {
        return new TestRecord(
                test.seed().value(),
                test.version(),
                test.system().name(),
                version,
                test.workload().name(),
                provider,
                nodes,
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
                test.expect(),
                test.objectives().stream().map(Objective::toString).toList());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
