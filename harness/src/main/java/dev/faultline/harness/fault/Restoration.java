package dev.faultline.harness.fault;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.system.HasClock;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.util.List;
import java.util.Optional;

/** Brings a cluster back to where nothing is cut, slow, stopped, down or off time, whatever was done to it and whether or not anyone remembers. */
public final class Restoration {
    private Restoration() {}

    /**
     * Heals the network and sees that the system's process runs on every node.
     *
     * @return what is still in force after it, one line each; empty when healed
     */
    public static List<String> restore(Field field) {
        field.cluster().network().healAll();
        AllAtOnce.each(field.cluster().nodes(), node -> wake(field, node));
        return field.cluster().network().inForce();
    }

    private static void wake(Field field, Node node) {
        Optional<Process> process = field.system().process(node);
        if (process.isPresent()) {
            node.shell()
                    .exec("kill", "-CONT", Long.toString(process.get().pid()))
                    .orThrow();
            if (field.system() instanceof HasClock) {
                NodeClock.of(node, process.get()).reset();
            }
        } else {
            field.system().start(node, field.cluster(), field.options(), false);
        }
    }
}
