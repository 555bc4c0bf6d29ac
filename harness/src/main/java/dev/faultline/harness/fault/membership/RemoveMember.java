package dev.faultline.harness.fault.membership;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/** A node leaves the cluster, and its process ends; later it joins again without any data. */
public record RemoveMember(SortedSet<String> targets) implements Fault {
    public RemoveMember {
        targets = Fault.frozen(targets);
    }

    @Override
    public String kind() {
        return MembershipChange.NAME;
    }

    @Override
    public String shape() {
        return "remove";
    }

    @Override
    public String summary() {
        return "remove " + String.join(" ", targets) + " from the cluster";
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
        return new MembershipInjection(field, targets, false);
    }
}
