package dev.faultline.harness.fault.membership;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A change of who belongs to the cluster, proved by what its members themselves tell before, during and after; by the process that is
 * gone from a node that left; and by the newcomer, which answers a read that sees everything acknowledged.
 */
final class MembershipInjection implements Injection {
    private final Field field;
    private final Cluster cluster;
    private final Roster roster;
    private final Optional<Node> leaver;
    private final SortedSet<String> members;
    private final SortedSet<String> changed;
    private final SortedMap<String, SortedSet<String>> before;
    private final SortedMap<String, SortedSet<String>> first;
    private final List<String> amiss = new ArrayList<>();
    private final @Nullable Process leaverProcess;
    private final @Nullable Node spare;
    private final boolean endedByItself;
    private final long from;
    private SortedMap<String, SortedSet<String>> last = new TreeMap<>();
    private SortedMap<String, SortedSet<String>> after = new TreeMap<>();
    private long to;

    /**
     * @param leaving the node that leaves, or none
     * @param joins whether a spare joins
     */
    MembershipInjection(Field field, SortedSet<String> leaving, boolean joins) {
        this.field = field;
        this.cluster = field.cluster();
        this.roster = new Roster(field);
        this.leaver = leaving.stream().map(cluster::node).findFirst();
        this.members = new TreeSet<>(cluster.names());
        this.changed = new TreeSet<>(members);
        this.before = roster.toldOnceAgreed(members);
        this.leaverProcess = leaver.flatMap(roster::process).orElse(null);
        this.endedByItself = leaver.map(roster::leave).orElse(true);
        changed.removeAll(leaving);
        this.spare = joins ? cluster.addNode() : null;
        if (spare != null) {
            changed.add(spare.name());
            roster.join(spare);
        }
        this.first = roster.toldOnceAgreed(changed);
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        last = roster.told();
        leaver.flatMap(roster::process)
                .ifPresent(process ->
                        amiss.add("process " + process.pid() + " ran on " + leaver.orElseThrow() + " meanwhile"));
        if (spare != null && !roster.hasCaughtUp(spare)) {
            amiss.add(spare + " answered no linearizable read at the end");
        }
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        if (spare != null && cluster.nodes().contains(spare)) {
            roster.dismiss(spare, true);
        }
        leaver.filter(node -> !after.containsKey(node.name())).ifPresent(roster::join);
        after = roster.toldOnceAgreed(members);
        if (!Roster.agree(after, members)) {
            throw new IllegalStateException("the members do not agree that they are " + words(members) + ": " + after);
        }
    }

    @Override
    public Evidence evidence() {
        boolean proved = Roster.agree(before, members)
                && Roster.agree(first, changed)
                && Roster.agree(last, changed)
                && Roster.agree(after, members)
                && (leaver.isEmpty() || (leaverProcess != null && !leaverProcess.equals(successor())))
                && amiss.isEmpty();
        return new Evidence(
                proved,
                from,
                to,
                "the member list as every member tells it, the process that is gone, a linearizable read of the newcomer",
                summary(),
                Map.of("before", before, "first", first, "last", last, "after", after));
    }

    private @Nullable Process successor() {
        return leaver.flatMap(roster::process).orElse(null);
    }

    private String summary() {
        List<String> parts = new ArrayList<>();
        parts.add("members told " + told(before, members) + " before, " + told(last, changed) + " meanwhile, "
                + told(after, members) + " after");
        leaver.ifPresent(node -> parts.add((leaverProcess == null
                        ? "no process ran on " + node
                        : "process " + leaverProcess.pid() + " of " + node
                                + (endedByItself ? " ended by itself" : " was killed"))
                + ", "
                + (successor() == null ? "none" : successor().pid()) + " joined without data"));
        if (spare != null) {
            parts.add(spare + " joined and answered a linearizable read, then left");
        }
        parts.addAll(amiss);
        return String.join("; ", parts);
    }

    /** In short where all agree, in full where they do not. */
    private static String told(SortedMap<String, SortedSet<String>> views, SortedSet<String> expected) {
        return Roster.agree(views, expected) ? words(expected) : "NOT " + words(expected) + " but " + views;
    }

    private static String words(SortedSet<String> names) {
        return String.join(" ", names);
    }
}
