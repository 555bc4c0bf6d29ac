package dev.faultline.harness.fault.membership;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Fields;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.system.ChangesMembership;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Members leave the cluster and join it. One at a time: what is left then keeps a quorum. */
public final class MembershipChange implements FaultKind {
    static final String NAME = "membership";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "a node leaves the cluster and later joins it without data, a spare node joins it for a while, or both";
    }

    @Override
    public List<List<String>> shapes() {
        return List.of(List.of("remove", "add", "replace"));
    }

    /** It takes some seconds to be injected, and is to stand a while before a run that is near its end is over. */
    @Override
    public Duration hold() {
        return Duration.ofSeconds(10);
    }

    /** Of two, the one that is left would be a cluster of its own. */
    @Override
    public int nodesMin() {
        return 3;
    }

    @Override
    public boolean possibleOn(SystemUnderTest system) {
        return system instanceof ChangesMembership;
    }

    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        SortedSet<String> one = new TreeSet<>(List.of(dice.oneOf(List.copyOf(targets))));
        return switch (shape) {
            case "remove" -> new RemoveMember(one);
            case "add" -> new AddMember();
            default -> new ReplaceMember(one);
        };
    }

    @Override
    public List<Form> forms() {
        return List.of(
                new Form("RemoveMember", NAME, List.of("remove"), List.of("targets"), f -> new RemoveMember(one(f))),
                new Form("AddMember", NAME, List.of("add"), List.of(), f -> new AddMember()),
                new Form(
                        "ReplaceMember", NAME, List.of("replace"), List.of("targets"), f -> new ReplaceMember(one(f))));
    }

    private static SortedSet<String> one(Fields f) {
        SortedSet<String> nodes = f.nodes("targets");
        if (nodes.size() > 1) {
            throw f.wrong("targets", "must be one node, so that the others keep a quorum, not " + nodes.size());
        }
        return nodes;
    }

    /** The nodes that the cluster began with are its members again, and no others. */
    @Override
    public List<String> restore(Field field) {
        return possibleOn(field.system()) ? new Roster(field).restore() : List.of();
    }
}
