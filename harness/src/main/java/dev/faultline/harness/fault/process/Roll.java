package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/** Rolling restart: node after node, the system's process is asked to end and started again, the next once this one answers. */
public record Roll(SortedSet<String> targets) implements Fault {
    public Roll {
        targets = Fault.frozen(targets);
    }

    @Override
    public String kind() {
        return Restarting.NAME;
    }

    @Override
    public String shape() {
        return "rolling";
    }

    @Override
    public String summary() {
        return "restart " + String.join(", then ", targets);
    }

    @Override
    public SortedSet<String> restarted() {
        return targets;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets);
    }

    @Override
    public Injection inject(Field field) {
        return new RollInjection(field, this);
    }
}
