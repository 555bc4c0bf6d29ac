package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/** The system's process is killed (SIGKILL) and later started again on the data it left. */
public record Kill(SortedSet<String> targets) implements Fault {
    public Kill {
        targets = Fault.frozen(targets);
    }

    @Override
    public String kind() {
        return Killing.NAME;
    }

    @Override
    public String summary() {
        return "kill " + String.join(" ", targets);
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
        return Map.of("targets", targets);
    }

    @Override
    public Injection inject(Field field) {
        return new KillInjection(field, this);
    }
}
