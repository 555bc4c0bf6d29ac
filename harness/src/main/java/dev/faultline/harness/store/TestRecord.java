package dev.faultline.harness.store;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code test.json}: everything that decided the run, resolved, the seed first. Written before the first operation.
 *
 * @param system name of the system under test
 * @param version its version, as the installed program says
 * @param nodes names of the nodes at the start
 * @param concurrency client processes
 * @param rate operations a second asked for
 * @param faults kinds asked for, empty for none
 * @param options every option of system and workload with the value used, defaults included
 * @param startedAt UTC, ISO 8601
 * @param originNanos the monotonic clock at the history's time zero
 * @param environment kernel, engine, image digests, JDK and the like
 * @param command runs the same test again with the same seed
 * @param expect the verdict a suite expected, when one did
 * @param objectives bounds on what the run measures, as they were asked for
 */
public record TestRecord(
        long seed,
        String faultline,
        String system,
        String version,
        String workload,
        String provider,
        List<String> nodes,
        int concurrency,
        double rate,
        double timeLimitSeconds,
        List<String> faults,
        double faultIntervalSeconds,
        double opTimeoutSeconds,
        double recoveryTimeSeconds,
        Map<String, String> options,
        String startedAt,
        long originNanos,
        Map<String, String> environment,
        String command,
        @Nullable String expect,
        List<String> objectives) {
    public TestRecord {
        requireNonNull(system, "system is missing");
        requireNonNull(workload, "workload is missing");
        requireNonNull(command, "command is missing");
        nodes = List.copyOf(requireNonNull(nodes, "nodes are missing"));
        faults = List.copyOf(requireNonNull(faults, "faults are missing"));
        requireNonNull(options, "options are missing");
        requireNonNull(environment, "environment is missing");
        objectives = objectives == null ? List.of() : List.copyOf(objectives);
    }

    /** Without objectives. */
    public TestRecord(
            long seed,
            String faultline,
            String system,
            String version,
            String workload,
            String provider,
            List<String> nodes,
            int concurrency,
            double rate,
            double timeLimitSeconds,
            List<String> faults,
            double faultIntervalSeconds,
            double opTimeoutSeconds,
            double recoveryTimeSeconds,
            Map<String, String> options,
            String startedAt,
            long originNanos,
            Map<String, String> environment,
            String command,
            @Nullable String expect) {
        this(
                seed,
                faultline,
                system,
                version,
                workload,
                provider,
                nodes,
                concurrency,
                rate,
                timeLimitSeconds,
                faults,
                faultIntervalSeconds,
                opTimeoutSeconds,
                recoveryTimeSeconds,
                options,
                startedAt,
                originNanos,
                environment,
                command,
                expect,
                List.of());
    }

    public TestRecord withObjectives(List<String> asked) {
        return new TestRecord(
                seed,
                faultline,
                system,
                version,
                workload,
                provider,
                nodes,
                concurrency,
                rate,
                timeLimitSeconds,
                faults,
                faultIntervalSeconds,
                opTimeoutSeconds,
                recoveryTimeSeconds,
                options,
                startedAt,
                originNanos,
                environment,
                command,
                expect,
                asked);
    }
}
