package dev.faultline.systems.reference;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.node.NodeProgram;
import dev.faultline.node.NodeView;
import java.util.Optional;
import java.util.function.Supplier;

/** A node that runs our programs itself, with no operating system below them. Its {@link Node#shell} is one. */
public interface ReferenceHost {

    /**
     * Starts the program on the storage as it is.
     *
     * @param fresh whether the storage is emptied first
     */
    void launch(Supplier<NodeProgram> program, boolean fresh);

    /** The process that runs; empty when none does. */
    Optional<SystemUnderTest.Process> process();

    /** What the program takes itself for; empty when none runs, or it stands still. */
    Optional<NodeView> view();

    Connection connect();

    /** The host below a node. */
    static ReferenceHost of(Node node) {
        if (node.shell() instanceof ReferenceHost host) {
            return host;
        }
        throw new IllegalStateException(node + " does not run our programs by itself");
    }
}
