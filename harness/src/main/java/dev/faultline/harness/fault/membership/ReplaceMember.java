package dev.faultline.harness.fault.membership;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Map;
import java.util.SortedSet;

/** A node leaves the cluster, its process ends, and a spare node joins in its place; later both are as they were, the node without its data. */
public record ReplaceMember(SortedSet<String> targets) implements Fault {
    public ReplaceMember {
        targets = Fault.frozen(targets);
    }

    @Override
    public String kind() {
        return MembershipChange.NAME;
    }

    @Override
    public String shape() {
        return "replace";
    }

    @Override
    public String summary() {
        return "replace " + String.join(" ", targets) + " by a spare node";
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
    public boolean addsNodes() {
        return true;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets);
    }

    @Override
    public Injection inject(Field field) {
        return new MembershipInjection(field, targets, true);
    }
}
