package dev.faultline.harness.fault.membership;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.system.ChangesMembership;
import dev.faultline.harness.system.SystemUnderTest.Process;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who belongs to the cluster, as its nodes tell it; and the changes of that, each of which may be asked for again. */
final class Roster {
    /** A system may refuse a change until all members have been in touch for some seconds. */
    private static final Duration TO_CHANGE = Duration.ofSeconds(30);

    private static final Duration TO_END = Duration.ofSeconds(10);
    private static final Duration TO_CATCH_UP = Duration.ofSeconds(30);
    private static final Duration TO_AGREE = Duration.ofSeconds(15);
    private static final Duration PACE = Duration.ofMillis(200);

    private final Field field;
    private final Cluster cluster;
    private final ChangesMembership system;

    Roster(Field field) {
        this.field = field;
        this.cluster = field.cluster();
        this.system = (ChangesMembership) field.system();
    }

    /** What each node tells now; nodes that do not answer are left out, and those on which nothing runs are not even asked. */
    SortedMap<String, SortedSet<String>> told() {
        SortedMap<String, SortedSet<String>> views = new TreeMap<>();
        List<Node> nodes = cluster.nodes();
        List<Optional<SortedSet<String>>> answers =
                cluster.map(nodes, node -> process(node).flatMap(process -> system.members(node, cluster)));
        for (int i = 0; i < nodes.size(); i++) {
            String name = nodes.get(i).name();
            answers.get(i).ifPresent(view -> views.put(name, view));
        }
        return views;
    }

    /** What each node tells, once every one of the members tells that they are the members, or after a while. */
    SortedMap<String, SortedSet<String>> toldOnceAgreed(SortedSet<String> members) {
        List<SortedMap<String, SortedSet<String>>> last = new ArrayList<>();
        Await.until(field.clock(), TO_AGREE, PACE, () -> {
            last.add(told());
            return agree(last.get(last.size() - 1), members);
        });
        return last.get(last.size() - 1);
    }

    /** Whether every one of the members tells that they are the members. */
    static boolean agree(Map<String, SortedSet<String>> told, SortedSet<String> members) {
        return members.stream().allMatch(name -> members.equals(told.get(name)));
    }

    /**
     * Takes a member out and sees its process end.
     *
     * @return whether the process ended by itself; else it was killed
     */
    boolean leave(Node node) {
        change(node + " could not be removed from the cluster", asked(node), asked -> {
            if (isMember(node, asked)) {
                system.removeMember(node, asked);
            }
        });
        boolean byItself =
                Await.until(field.clock(), TO_END, PACE, () -> process(node).isEmpty());
        end(node);
        return byItself;
    }

    /** Makes a node a member without data, whatever it was before, and returns once it has caught up. */
    void join(Node node) {
        end(node);
        change(node + " could not be added to the cluster", asked(node), asked -> {
            if (isMember(node, asked)) {
                system.removeMember(node, asked); // an attempt that came to nothing
            }
            system.addMember(node, asked, field.options());
        });
        if (!Await.until(field.clock(), TO_CATCH_UP, PACE, () -> system.hasCaughtUp(node))) {
            throw new IllegalStateException(node + " was added to the cluster but does not catch up");
        }
    }

    boolean hasCaughtUp(Node node) {
        return system.hasCaughtUp(node);
    }

    Optional<Process> process(Node node) {
        return field.system().process(node);
    }

    private void end(Node node) {
        process(node).ifPresent(process -> node.shell().exec("kill", "-KILL", Long.toString(process.pid())));
        if (!Await.until(field.clock(), TO_END, PACE, () -> process(node).isEmpty())) {
            throw new IllegalStateException("the process on " + node + " does not end");
        }
    }

    private interface Request {
        void of(Node asked);
    }

    private void change(String failure, Node asked, Request request) {
        List<ShellException> refusals = new ArrayList<>();
        boolean done = Await.until(field.clock(), TO_CHANGE, PACE, () -> {
            try {
                request.of(asked);
                return true;
            } catch (ShellException e) {
                refusals.add(e);
                return false;
            }
        });
        if (!done) {
            ShellException last = refusals.get(refusals.size() - 1);
            throw new IllegalStateException(failure + ": " + last.getMessage(), last);
        }
    }

    private boolean isMember(Node node, Node asked) {
        return system.members(asked, cluster)
                .orElseThrow(() -> new ShellException(asked + " does not tell the members", null))
                .contains(node.name());
    }

    /** Another node, a member that answers. */
    private Node asked(Node node) {
        SortedMap<String, SortedSet<String>> told = told();
        return cluster.nodes().stream()
                .filter(other -> !other.equals(node)
                        && told.getOrDefault(other.name(), new TreeSet<>()).contains(other.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no member but " + node + " answers"));
    }

    /** The nodes that the cluster began with are its members again and run; spares are retired. */
    List<String> restore() {
        Optional<SortedSet<String>> members = toldByMost();
        if (members.isEmpty()) {
            return List.of("no node tells who belongs to the cluster");
        }
        for (Node node : cluster.nodes()) {
            boolean spare = cluster.spares().contains(node);
            boolean member = members.get().contains(node.name());
            if (!spare && !member) {
                join(node);
            } else if (spare) {
                dismiss(node, member);
            }
        }
        return List.of();
    }

    /** A spare leaves the cluster, if it is a member, and takes no further part. */
    void dismiss(Node spare, boolean member) {
        if (member) {
            leave(spare);
        }
        end(spare);
        cluster.retire(spare);
    }

    /** A node that lags behind, or was removed, tells of the past. */
    private Optional<SortedSet<String>> toldByMost() {
        return told().values().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .map(Map.Entry::getKey);
    }
}
