package dev.faultline.harness.client;

import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What clients do to a system, and what must hold of it: independent of any system.
 *
 * @param <S> the service that it drives
 */
public interface Workload<S extends Service> {

    /** As the command line names it. */
    String name();

    List<Option> options();

    /** Whether the system offers the service that this workload drives. */
    boolean runsOn(SystemUnderTest system);

    /** One process's connection to one node, whose calls give up after {@code timeout}. */
    S open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception;

    /**
     * Makes what clients are to find, once, on one node, before any of them begins. Unless it succeeds there is no run.
     */
    default void prepare(S service) throws Exception {}

    /** One harmless call, made before the run's clock starts, so that loading the driver counts as nobody's latency. */
    void warmUp(S service) throws Exception;

    /** How many clients work together; a run's number of clients is a multiple of it. */
    int group(int nodes);

    /** What clients do while faults come and go, without end; the runner sets pace and duration. */
    Generator operations(Shape shape, Options options);

    /** What clients do once the cluster has recovered, to see what is left; ends by itself. */
    Generator finalOperations(Shape shape, Options options);

    /**
     * Performs one operation: a function of the invocation and the service's answers. On virtual time it is run again from its start
     * whenever an answer has come, with the answers that it had ({@link dev.faultline.harness.time.Answers}).
     */
    Completion apply(S service, Invocation invocation) throws Exception;

    /** Every function that it calls: a run in which one of them never succeeded proves nothing. */
    Set<String> functions();

    /** The functions that change nothing; the report counts them apart from mutations. */
    Set<String> reads();

    /**
     * The errors with which a failed operation completes that are a serving node's answer, such as that of a compare that did not
     * match. Any other failure counts as refused.
     */
    default Set<String> answers() {
        return Set.of();
    }

    /**
     * Whether clients themselves change who belongs to the cluster: which nodes are a majority of it at a given moment is then not known,
     * and of no fault is expected that the cluster goes on serving.
     */
    default boolean changesMembers() {
        return false;
    }

    Checker checker(Options options);

    /**
     * How many clients there are.
     *
     * @param clients client threads; thread t talks to node t mod {@code nodes}
     * @param rate operations a second of all clients together
     */
    record Shape(int nodes, int clients, double rate, Duration timeLimit) {}
}
