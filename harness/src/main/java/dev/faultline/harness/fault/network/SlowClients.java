package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;

/** What passes between clients and some nodes is late, each way. */
public record SlowClients(SortedSet<String> targets, Duration latency, Duration jitter) implements Fault {
    public SlowClients {
        targets = Fault.frozen(targets);
    }

    @Override
    public String kind() {
        return Slow.NAME;
    }

    @Override
    public String shape() {
        return "client";
    }

    @Override
    public String summary() {
        return "slow clients of " + String.join(" ", targets) + " by " + latency.toMillis() + " ms";
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets, "latencyMillis", latency.toMillis(), "jitterMillis", jitter.toMillis());
    }

    @Override
    public Injection inject(Field field) {
        return new SlowClientsInjection(field, this);
    }
}
