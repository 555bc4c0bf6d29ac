package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/**
 * The system's process is killed and started again with next to no processor time, as on a machine that is busy with starting all
 * else; later it gets what it needs.
 *
 * @param percent of one processor core, for all processes of the node together
 */
public record SlowStart(SortedSet<String> targets, int percent) implements Fault {
    public SlowStart {
        targets = Fault.frozen(targets);
        CpuPressure.requireShare(percent);
    }

    @Override
    public String kind() {
        return Restarting.NAME;
    }

    @Override
    public String shape() {
        return "slow-start";
    }

    @Override
    public String summary() {
        return "restart " + String.join(" ", targets) + " slowly, with " + percent + " % of a core";
    }

    @Override
    public SortedSet<String> stopped() {
        return targets;
    }

    @Override
    public SortedSet<String> restarted() {
        return targets;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets, "percent", percent);
    }

    @Override
    public Injection inject(Field field) {
        return new SlowStartInjection(field, this);
    }
}
