package dev.faultline.harness.report;

import dev.faultline.harness.store.NodeMetric;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.store.RoleChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What nodes are measured to be in a run that is made up: restless, and changing their leader all the time. */
final class SyntheticNodes {
    private static final long SECOND = 1_000_000_000L;
    private static final List<String> ROLES =
            List.of(RoleChange.FOLLOWER, RoleChange.CANDIDATE, RoleChange.LEADER, RoleChange.SILENT);

    private SyntheticNodes() {}

    /** A sample a second and a change of role every two, of all nodes of the run. */
    static RunData watched(RunData run, long seconds) {
        Observed observed = new Observed();
        Random random = new Random(11);
        for (String node : run.nodes()) {
            for (long second = 0; second < seconds; second++) {
                Map<String, Double> values = new HashMap<>();
                for (NodeMetric metric : NodeMetric.values()) {
                    values.put(metric.key(), random.nextDouble() * 1e6);
                }
                observed.add(new NodeSample(second * SECOND + random.nextInt(1_000_000), node, values));
                if (second % 2 == 0) {
                    String role = ROLES.get((int) (second / 2 % ROLES.size()));
                    observed.add(new RoleChange(second * SECOND, node, role, second));
                }
            }
        }
        return with(run, observed);
    }

    static RunData with(RunData run, Observed observed) {
        return new RunData(
                run.path(),
                run.test(),
                run.faults(),
                run.verdict(),
                run.calls(),
                run.excerpt(),
                run.files(),
                run.gaps(),
                observed,
                run.metrics());
    }
}
