package dev.faultline.harness.system;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The software on trial: how one node of it is started and stopped, over the node's shell. Everything beyond that is an ability
 * of its own ({@link Killable}, {@link Pausable}, {@link HasLeader},
 * {@link TellsRole}, {@link HasClock}).
 */
public interface SystemUnderTest {

    /** As the command line names it. */
    String name();

    List<Option> options();

    /**
     * Looks at options that are allowed each by itself, before anything starts.
     *
     * @throws IllegalArgumentException in one line that begins with the name of an option, when they do not go together
     */
    default void requireConsistent(Options options) {}

    Ports ports();

    /** Which image its nodes need on top of the plain node image, by the system's name there; empty when the plain one has it. */
    default Optional<String> image() {
        return Optional.empty();
    }

    /** Which providers it can run on, by name; the first is the one that is meant when nothing is said. */
    default List<String> providers() {
        return List.of("docker");
    }

    /**
     * Looks whether it can run on a provider.
     *
     * @throws IllegalArgumentException in one line when it cannot
     */
    default void requireRunsOn(String provider) {
        if (!providers().contains(provider)) {
            throw new IllegalArgumentException(
                    "--provider: " + name() + " runs on " + String.join(", ", providers()) + ", not on " + provider);
        }
    }

    /** How many nodes it can have. */
    default NodeRange nodes() {
        return NodeRange.ANY;
    }

    /** The version of the installed program, as it says itself. */
    String version(Node node);

    /** Starts it on one node and returns at once. {@code fresh} on the first start, when there is no data yet. */
    void start(Node node, Cluster cluster, Options options, boolean fresh);

    /** Whether this node serves. */
    boolean ready(Node node);

    /** The process on this node, when one runs. */
    Optional<Process> process(Node node);

    /** What {@link #recovered} demands, in words. */
    String recoveryCriterion();

    /** Whether the cluster as a whole is well again; empty when it is, else what is still amiss. */
    Optional<String> recovered(Cluster cluster, Duration patience);

    /** Log files on a node that are worth keeping. */
    List<String> logs();

    /** The smallest number of mutually connected running nodes, of {@code nodes}, that must go on serving. */
    default int quorum(int nodes) {
        return nodes / 2 + 1;
    }

    /**
     * A process on a node.
     *
     * @param startTicks its start in clock ticks since boot: with the id, an identity that no later process shares
     */
    record Process(long pid, long startTicks) {}
}
