package dev.faultline.workloads.counter;

import static dev.faultline.harness.generator.Generators.concurrentKeys;
import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.limit;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;

import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Counters;
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
import java.util.stream.IntStream;

/**
 * Counters, one after the other, to which every client adds one and which it reads. An add that took effect twice, or not at all, is in
 * every later read. Always one, because then the order of adds does not matter and the checker needs no search.
 */
public final class Counter implements Workload<Counters> {
    private static final Operation READ = Operation.of("read");
    private static final Operation ADD = new Operation("add", 1L);

    @Override
    public String name() {
        return "counter";
    }

    @Override
    public List<Option> options() {
        return List.of(
                Option.number("ops-per-key", "operations on a counter before the next one is begun", 500, 1),
                Option.oneOf(
                        "resend",
                        "yes: a client sends an add of unknown outcome again, as the same command of its session, as long as"
                                + " there is time; no: never",
                        "no",
                        "yes"));
    }

    @Override
    public boolean runsOn(SystemUnderTest system) {
        return system instanceof Counters.Offered;
    }

    @Override
    public Counters open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
        return ((Counters.Offered) system).counters(node, options, timeout);
    }

    @Override
    public void warmUp(Counters counters) throws Exception {
        counters.read("warm-up");
    }

    @Override
    public int group(int nodes) {
        return nodes;
    }

    @Override
    public Generator operations(Shape shape, Options options) {
        Generator all = limit(options.number("ops-per-key"), mix(repeat(READ), repeat(ADD)));
        return concurrentKeys(group(shape.nodes()), Long::toString, key -> all);
    }

    /** Every client reads the counter that its group began with. */
    @Override
    public Generator finalOperations(Shape shape, Options options) {
        List<String> firstKeys = IntStream.range(0, shape.clients() / group(shape.nodes()))
                .mapToObj(Integer::toString)
                .toList();
        return concurrentKeys(group(shape.nodes()), firstKeys, key -> eachThread(once(READ)));
    }

    @Override
    public Completion apply(Counters counters, Invocation invocation) throws Exception {
        List<?> keyed = (List<?>) Objects.requireNonNull(invocation.value());
        String key = (String) keyed.get(0);
        return switch (invocation.function()) {
            case "read" -> Completion.ok(List.of(key, counters.read(key)));
            case "add" -> {
                counters.add(key, ((Number) Objects.requireNonNull(keyed.get(1))).longValue());
                yield Completion.ok(keyed);
            }
            default -> throw new IllegalArgumentException("no function " + invocation.function());
        };
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "add");
    }

    @Override
    public Set<String> reads() {
        return Set.of("read");
    }

    @Override
    public Checker checker(Options options) {
        return Linearizability.of(new dev.faultline.checkers.model.Counter()).perKey();
    }
}
