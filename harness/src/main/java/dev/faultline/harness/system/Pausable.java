package dev.faultline.harness.system;

import dev.faultline.harness.cluster.Node;
import java.util.List;

/** A system whose processes may be stopped for a while and go on as if nothing had been. */
public interface Pausable {

    /**
     * What else of it runs on the node and must stand still with its first process, such as children that serve sessions. It is asked
     * for again while that one is stopped, since one that still ran may have started more.
     *
     * @param first the process that {@link SystemUnderTest#process} told
     */
    default List<SystemUnderTest.Process> others(Node node, SystemUnderTest.Process first) {
        return List.of();
    }
}
