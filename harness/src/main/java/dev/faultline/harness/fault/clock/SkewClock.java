package dev.faultline.harness.fault.clock;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/** The system's process sees another time than the host, and other processes do not; later it sees the host's again. */
public record SkewClock(SortedSet<String> targets, Skew skew) implements Fault {
    public SkewClock {
        targets = Fault.frozen(targets);
    }

    @Override
    public String kind() {
        return ClockSkew.NAME;
    }

    @Override
    public String shape() {
        return skew.shape();
    }

    @Override
    public String summary() {
        return "clock " + skew + " on " + String.join(" ", targets);
    }

    @Override
    public Map<String, Object> fields() {
        return skew instanceof Skew.Strobe strobe
                ? Map.of(
                        "targets",
                        targets,
                        "amount",
                        skew.amount(),
                        "everyMillis",
                        strobe.every().toMillis())
                : Map.of("targets", targets, "amount", skew.amount());
    }

    @Override
    public Injection inject(Field field) {
        return new ClockInjection(field, this);
    }
}
