package dev.faultline.harness.fault;

import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/** A kind of fault: who can have it, how one is drawn, how it is read from a schedule, and what is left of it when all else fails. */
public interface FaultKind {

    /** As the command line names it. */
    String name();

    /** What it does, in one line. */
    String about();

    /**
     * The shapes that are drawn: a deck after the other, and then the first again, so that a short run sees what is telling before
     * it sees the rest.
     */
    List<List<String>> shapes();

    /** How long one that is drawn stays in force. */
    Duration hold();

    /** The least number of nodes that it needs. */
    default int nodesMin() {
        return 1;
    }

    /** Whether the system has the abilities that it needs. */
    default boolean possibleOn(SystemUnderTest system) {
        return true;
    }

    /**
     * Makes the choices that are left.
     *
     * @param shape one of {@link #shapes}
     * @param targets the nodes to be hit
     */
    Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice);

    /** How its faults are read from a schedule. */
    List<Form> forms();

    /**
     * Takes back whatever of this kind may be in force, whether or not anyone remembers.
     *
     * @return what is in force still, one line each
     */
    default List<String> restore(Field field) {
        return List.of();
    }
}
