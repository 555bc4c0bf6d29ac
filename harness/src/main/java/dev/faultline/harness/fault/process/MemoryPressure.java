package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/**
 * Nodes get hardly more memory than their processes need for themselves, and another process that reads files fights for the rest:
 * little stays cached, and what grows may be killed by the kernel, then to be started again.
 *
 * @param spareMegabytes what they get beyond what their processes hold when it begins
 */
public record MemoryPressure(SortedSet<String> targets, int spareMegabytes) implements Fault {
    public MemoryPressure {
        targets = Fault.frozen(targets);
        if (spareMegabytes < 1 || spareMegabytes > 1_000_000) {
            throw new IllegalArgumentException("spareMegabytes: must be 1 to 1000000, not " + spareMegabytes);
        }
    }

    @Override
    public String kind() {
        return Pressure.NAME;
    }

    @Override
    public String shape() {
        return "memory";
    }

    @Override
    public String summary() {
        return "leave " + String.join(" ", targets) + " " + spareMegabytes + " MB of memory to spare";
    }

    /** The kernel may kill it. */
    @Override
    public SortedSet<String> restarted() {
        return targets;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets, "spareMegabytes", spareMegabytes);
    }

    @Override
    public Injection inject(Field field) {
        return new MemoryPressureInjection(field, this);
    }
}
