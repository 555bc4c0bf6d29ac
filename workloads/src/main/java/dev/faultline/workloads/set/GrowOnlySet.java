package dev.faultline.workloads.set;

import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;

import dev.faultline.checkers.collections.SetChecker;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Sets;
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
import java.util.Objects;
import java.util.Set;

/**
 * Every client adds elements that nobody else adds, and once the cluster has recovered each reads the whole set: what was
 * acknowledged must be there. It finds lost writes by name, where a register shows only the last one.
 */
public final class GrowOnlySet implements Workload<Sets> {

    @Override
    public String name() {
        return "set";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public boolean runsOn(SystemUnderTest system) {
        return system instanceof Sets.Offered;
    }

    @Override
    public Sets open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
        return ((Sets.Offered) system).sets(node, options, timeout);
    }

    @Override
    public void warmUp(Sets set) throws Exception {
        set.read();
    }

    @Override
    public int group(int nodes) {
        return 1;
    }

    @Override
    public Generator operations(Shape shape, Options options) {
        return repeat(turn -> new Operation("add", turn.ordinal()));
    }

    @Override
    public Generator finalOperations(Shape shape, Options options) {
        return eachThread(once(Operation.of("read")));
    }

    @Override
    public Completion apply(Sets set, Invocation invocation) throws Exception {
        return switch (invocation.function()) {
            case "add" -> {
                set.add(((Number) Objects.requireNonNull(invocation.value())).longValue());
                yield Completion.ok(invocation.value());
            }
            case "read" -> Completion.ok(set.read().stream().sorted().toList());
            default -> throw new IllegalArgumentException("no function " + invocation.function());
        };
    }

    @Override
    public Set<String> functions() {
        return Set.of("add", "read");
    }

    @Override
    public Set<String> reads() {
        return Set.of("read");
    }

    @Override
    public Checker checker(Options options) {
        return new SetChecker();
    }
}
