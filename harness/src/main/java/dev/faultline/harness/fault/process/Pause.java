package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/** The system's process is stopped (SIGSTOP) and later goes on. */
public record Pause(SortedSet<String> targets) implements Fault {
    public Pause {
        targets = Fault.frozen(targets);
    }

    @Override
    public String kind() {
        return Pausing.NAME;
    }

    @Override
    public String summary() {
        return "pause " + String.join(" ", targets);
    }

    @Override
    public SortedSet<String> stopped() {
        return targets;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets);
    }

    @Override
    public Injection inject(Field field) {
        return new PauseInjection(field, this);
    }
}
