package dev.faultline.harness.run;

import dev.faultline.harness.client.Workload;
import dev.faultline.harness.client.Workload.Shape;
import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.objective.Objective;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Seed;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A test to be run, every choice made that can be made before.
 *
 * @param shape nodes, clients, rate and time
 * @param faults kinds of fault that the plan was drawn from
 * @param opTimeout what an operation may take before its outcome is unknown
 * @param recoveryTime what the cluster may take to recover after the last heal
 * @param latency what a message between nodes takes on average, of providers that can choose; null for what the seed decides
 * @param version of Faultline
 * @param command runs the same test again
 * @param words of Faultline's own command that asks for the same test, where it knows system and workload
 * @param expect the verdict that a suite expects, when it does
 * @param objectives bounds on what the run measures
 */
public record Test(
        SystemUnderTest system,
        Workload<?> workload,
        Options options,
        Shape shape,
        List<String> faults,
        FaultPlan plan,
        Duration opTimeout,
        Duration recoveryTime,
        @Nullable Duration latency,
        Seed seed,
        String version,
        String command,
        List<String> words,
        @Nullable String expect,
        List<Objective> objectives) {
    public Test {
        faults = List.copyOf(faults);
        words = List.copyOf(words);
        objectives = List.copyOf(objectives);
    }

    /** {@code <system>-<workload>}: the folder of its runs. */
    public String name() {
        return system.name() + "-" + workload.name();
    }
}
