package dev.faultline.workloads.queue;

import static dev.faultline.harness.generator.Generators.concurrentKeys;
import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.limit;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.untilOk;

import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.FifoQueue;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Queues;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Queues, one for as many clients as there are nodes: all of them enqueue values that nobody else enqueues, and dequeue. Once the cluster
 * has recovered they dequeue until nothing is left, so that what was lost is missing from the order. A dequeue that finds the queue
 * empty says so: nil, which is an answer that must be right, and no failure.
 */
public final class Queue implements Workload<Queues> {
    private static final Operation DEQUEUE = Operation.of("dequeue");
    private static final long DRAIN_MAX = 5_000;

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public boolean runsOn(SystemUnderTest system) {
        return system instanceof Queues.Offered;
    }

    @Override
    public Queues open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
        return ((Queues.Offered) system).queues(node, options, timeout);
    }

    @Override
    public void warmUp(Queues queues) throws Exception {
        queues.dequeue("warm-up");
    }

    @Override
    public int group(int nodes) {
        return nodes;
    }

    @Override
    public Generator operations(Shape shape, Options options) {
        Generator enqueues = repeat(turn -> new Operation("enqueue", turn.ordinal()));
        return concurrentKeys(group(shape.nodes()), queues(shape), queue -> mix(enqueues, repeat(DEQUEUE)));
    }

    /** Every client dequeues until it has found its queue empty. */
    @Override
    public Generator finalOperations(Shape shape, Options options) {
        Generator drain = untilOk(Objects::isNull, limit(DRAIN_MAX, repeat(DEQUEUE)));
        return concurrentKeys(group(shape.nodes()), queues(shape), queue -> eachThread(drain));
    }

    private List<String> queues(Shape shape) {
        return IntStream.range(0, shape.clients() / group(shape.nodes()))
                .mapToObj(Integer::toString)
                .toList();
    }

    @Override
    public Completion apply(Queues queues, Invocation invocation) throws Exception {
        List<?> keyed = (List<?>) Objects.requireNonNull(invocation.value());
        String queue = (String) keyed.get(0);
        return switch (invocation.function()) {
            case "enqueue" -> {
                queues.enqueue(queue, ((Number) Objects.requireNonNull(keyed.get(1))).longValue());
                yield Completion.ok(keyed);
            }
            case "dequeue" -> Completion.ok(pair(queue, queues.dequeue(queue)));
            default -> throw new IllegalArgumentException("no function " + invocation.function());
        };
    }

    private static List<@Nullable Object> pair(String queue, @Nullable Long value) {
        return Collections.unmodifiableList(Arrays.asList(queue, value));
    }

    @Override
    public Set<String> functions() {
        return Set.of("enqueue", "dequeue");
    }

    @Override
    public Set<String> reads() {
        return Set.of();
    }

    @Override
    public Checker checker(Options options) {
        return Linearizability.of(new FifoQueue()).perKey();
    }
}
