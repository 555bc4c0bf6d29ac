package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees whether something happened to a node that nobody asked for: the system's process exited or is another one, or the node's
 * network namespace or proxy changed. Nothing restarts a system but the harness, so that one look after a while sees all that
 * happened in it.
 */
public final class Watch {
    private record Sight(Optional<Process> process, String fingerprint) {}

    private final Field field;
    private final Map<String, Sight> expected = new ConcurrentHashMap<>();
    private final List<String> incidents = new ArrayList<>();

    /** Takes what there is now for what should be. */
    public Watch(Field field) {
        this.field = field;
        field.cluster().each(field.cluster().nodes(), node -> expected.put(node.name(), look(node)));
    }

    /**
     * From now on the processes that run on these nodes are the ones that should: a fault has restarted them. Where none runs it
     * has exited again; of the rest of a node nothing else is expected than before.
     */
    public void restarted(Collection<String> nodes, String when) {
        field.cluster()
                .map(
                        List.copyOf(nodes),
                        name -> adopt(field.cluster().node(name), when).stream().toList())
                .forEach(incidents::addAll);
    }

    private Optional<String> adopt(Node node, String when) {
        Optional<Process> process = field.system().process(node);
        expected.computeIfPresent(node.name(), (name, sight) -> new Sight(process, sight.fingerprint()));
        return process.isPresent()
                ? Optional.empty()
                : Optional.of(field.system().name() + " on " + node + " did not run when restarted " + when);
    }

    /** From now on the networks of all nodes are as they should be: a fault has added a node, and each has got a way to it. */
    public void rewired() {
        field.cluster()
                .each(
                        field.cluster().nodes(),
                        node -> expected.computeIfPresent(
                                node.name(),
                                (name, sight) -> new Sight(
                                        sight.process(),
                                        field.cluster().network().fingerprint(name))));
    }

    /** Compares, and remembers what differs; what was seen once is not told again. */
    public void check(String when) {
        field.cluster()
                .map(field.cluster().nodes(), node -> compare(node, when))
                .forEach(incidents::addAll);
    }

    /** What was seen, one sentence each. */
    public List<String> incidents() {
        return List.copyOf(incidents);
    }

    private Sight look(Node node) {
        return new Sight(field.system().process(node), field.cluster().network().fingerprint(node.name()));
    }

    private List<String> compare(Node node, String when) {
        Sight now = look(node);
        Sight before = expected.put(node.name(), now);
        List<String> found = new ArrayList<>();
        String system = field.system().name();
        // What had exited before was told then; that the harness has started it since is no news.
        if (before != null && before.process().isPresent() && !before.process().equals(now.process())) {
            found.add(
                    now.process().isEmpty()
                            ? system + " on " + node + " had exited " + when + ", and no fault had killed it"
                            : system + " on " + node + " was another process " + when
                                    + ", and no fault had restarted it");
        }
        if (before != null && !before.fingerprint().equals(now.fingerprint())) {
            found.add("the network namespace, rules or proxy of " + node + " had changed " + when + ": "
                    + before.fingerprint() + " became " + now.fingerprint());
        }
        return found;
    }
}
