package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/** The system's process is asked to end (SIGTERM), and later started again. */
public record Terminate(SortedSet<String> targets) implements Fault {
    public Terminate {
        targets = Fault.frozen(targets);
    }

    @Override
    public String kind() {
        return Restarting.NAME;
    }

    @Override
    public String shape() {
        return "term";
    }

    @Override
    public String summary() {
        return "terminate " + String.join(" ", targets);
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
        return new KillInjection(field, targets, "-TERM");
    }
}
