package dev.faultline.workloads.lock;

import static dev.faultline.harness.generator.Generators.concurrentKeys;
import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.once;

import dev.faultline.checkers.lock.MutualExclusion;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Locks;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Locks by lease, one for as many clients as there are nodes, and for each a resource that its holders write to. A holder that stalls
 * for longer than its lease writes in the belief that it still holds the lock (Kleppmann, "How to do distributed locking", 2016):
 * harmless when the resource refuses older fencing tokens, else a violation.
 */
public final class Lock implements Workload<LockClient> {
    private static final Operation READ = Operation.of("read");
    private static final long LEASE_LEAST_SECONDS = 2;

    @Override
    public String name() {
        return "lock";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.oneOf(
                        "fencing",
                        "with token the resource refuses writes under older fencing tokens; with none it takes all",
                        "token",
                        "none"),
                Option.number("lease", "seconds for which a lock is held unless renewed", 2, LEASE_LEAST_SECONDS),
                Option.number(
                        "stalls", "of 100 holds, in how many the holder stalls for longer than its lease", 30, 0));
    }

    private static Duration lease(Options options) {
        return Duration.ofSeconds(options.number("lease"));
    }

    @Override
    public boolean runsOn(SystemUnderTest system) {
        return system instanceof Locks.Offered;
    }

    @Override
    public LockClient open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
        boolean fenced = options.get("fencing").equals("token");
        return new LockClient(((Locks.Offered) system).locks(node, options, timeout), lease(options), fenced);
    }

    @Override
    public void warmUp(LockClient client) throws Exception {
        client.warmUp();
    }

    @Override
    public int group(int nodes) {
        return nodes;
    }

    @Override
    public Generator operations(Shape shape, Options options) {
        Holder.Settings settings = new Holder.Settings(lease(options), options.number("stalls"));
        return concurrentKeys(group(shape.nodes()), Long::toString, lock -> eachThread(Holder.of(settings)));
    }

    /** Every client reads the resource of its lock. */
    @Override
    public Generator finalOperations(Shape shape, Options options) {
        List<String> locks = IntStream.range(0, shape.clients() / group(shape.nodes()))
                .mapToObj(Integer::toString)
                .toList();
        return concurrentKeys(group(shape.nodes()), locks, lock -> eachThread(once(READ)));
    }

    @Override
    public Completion apply(LockClient client, Invocation invocation) throws Exception {
        return client.apply(invocation);
    }

    @Override
    public Set<String> functions() {
        return Set.of("acquire", "write", "renew", "release", "read");
    }

    @Override
    public Set<String> reads() {
        return Set.of("read");
    }

    @Override
    public Checker checker(Options options) {
        return new MutualExclusion(lease(options).toMillis());
    }
}
