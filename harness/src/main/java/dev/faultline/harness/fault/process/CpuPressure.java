package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/**
 * Nodes get little processor time.
 *
 * @param percent of one processor core, for all processes of the node together
 */
public record CpuPressure(SortedSet<String> targets, int percent) implements Fault {
    public CpuPressure {
        targets = Fault.frozen(targets);
        requireShare(percent);
    }

    static void requireShare(int percent) {
        if (percent < 1 || percent > 99) {
            throw new IllegalArgumentException("percent: must be 1 to 99, not " + percent);
        }
    }

    @Override
    public String kind() {
        return Pressure.NAME;
    }

    @Override
    public String shape() {
        return "cpu";
    }

    @Override
    public String summary() {
        return "leave " + String.join(" ", targets) + " " + percent + " % of a core";
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets, "percent", percent);
    }

    @Override
    public Injection inject(Field field) {
        return new CpuPressureInjection(field, this);
    }
}
