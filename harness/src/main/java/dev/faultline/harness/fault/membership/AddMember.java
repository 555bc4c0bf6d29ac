package dev.faultline.harness.fault.membership;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;

/** A spare node joins the cluster; later it leaves again. No client talks to it. */
public record AddMember() implements Fault {
    @Override
    public String kind() {
        return MembershipChange.NAME;
    }

    @Override
    public String shape() {
        return "add";
    }

    @Override
    public SortedSet<String> targets() {
        return Collections.emptySortedSet();
    }

    @Override
    public String summary() {
        return "add a spare node to the cluster";
    }

    @Override
    public boolean addsNodes() {
        return true;
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of();
    }

    @Override
    public Injection inject(Field field) {
        return new MembershipInjection(field, targets(), true);
    }
}
