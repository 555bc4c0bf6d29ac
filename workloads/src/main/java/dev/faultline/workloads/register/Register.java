package dev.faultline.workloads.register;

import static dev.faultline.harness.generator.Generators.concurrentKeys;
import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.limit;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.reserve;

import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Registers;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.generator.Turn;
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
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Independent registers, one after the other. On every node one process reads, writes and compares-and-sets, and another only
 * reads: it is the one that sees what a cut-off node still says. Written values are unique within a key, and a compare-and-set
 * expects what its process saw last, so that many succeed.
 */
public final class Register implements Workload<Registers> {
    private static final Operation READ = new Operation("read", null);
    private static final String MISMATCH = "it held another value";

    @Override
    public String name() {
        return "register";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.number("ops-per-key", "operations on a key before the next one is begun", 1500, 1));
    }

    @Override
    public boolean runsOn(SystemUnderTest system) {
        return system instanceof Registers.Offered;
    }

    @Override
    public Registers open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
        return ((Registers.Offered) system).registers(node, options, timeout);
    }

    @Override
    public void warmUp(Registers registers) throws Exception {
        registers.read("warm-up");
    }

    @Override
    public int group(int nodes) {
        return 2 * nodes;
    }

    @Override
    public Generator operations(Shape shape, Options options) {
        return onKeys(group(shape.nodes()), shape.nodes(), options);
    }

    /**
     * The same for other workloads that have registers.
     *
     * @param group how many clients work on a key together
     * @param writers how many of them do more than read
     */
    public static Generator onKeys(int group, int writers, Options options) {
        Generator reads = repeat(READ);
        Generator writes = repeat(turn -> new Operation("write", turn.ordinal()));
        Generator all = mix(reads, writes, repeat(Register::compareAndSet));
        return concurrentKeys(
                group, Long::toString, key -> limit(options.number("ops-per-key"), reserve(writers, all, reads)));
    }

    /** Every client reads the key that its group began with: long after its last write, so all must agree. */
    @Override
    public Generator finalOperations(Shape shape, Options options) {
        List<String> firstKeys = IntStream.range(0, shape.clients() / group(shape.nodes()))
                .mapToObj(Integer::toString)
                .toList();
        return concurrentKeys(group(shape.nodes()), firstKeys, key -> eachThread(once(READ)));
    }

    private static Operation compareAndSet(Turn turn) {
        return lastSeen(turn)
                .map(seen -> new Operation("cas", List.of(seen, turn.ordinal())))
                .orElse(READ);
    }

    private static Optional<Object> lastSeen(Turn turn) {
        return turn.lastOk().map(Operation::value).map(value -> value instanceof List<?> pair ? pair.get(1) : value);
    }

    @Override
    public Completion apply(Registers registers, Invocation invocation) throws Exception {
        List<?> keyed = (List<?>) Objects.requireNonNull(invocation.value());
        String key = (String) keyed.get(0);
        Object argument = keyed.get(1);
        return switch (invocation.function()) {
            case "read" -> Completion.ok(pair(key, registers.read(key)));
            case "write" -> {
                registers.write(key, number(argument));
                yield Completion.ok(keyed);
            }
            case "cas" -> {
                List<?> change = (List<?>) Objects.requireNonNull(argument);
                yield registers.compareAndSet(key, number(change.get(0)), number(change.get(1)))
                        ? Completion.ok(keyed)
                        : Completion.fail(keyed, MISMATCH);
            }
            default -> throw new IllegalArgumentException("no function " + invocation.function());
        };
    }

    private static long number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).longValue();
    }

    private static List<@Nullable Object> pair(String key, @Nullable Long value) {
        return Collections.unmodifiableList(Arrays.asList(key, value));
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "write", "cas");
    }

    @Override
    public Set<String> reads() {
        return Set.of("read");
    }

    @Override
    public Set<String> answers() {
        return Set.of(MISMATCH);
    }

    /** A read that finds no value has seen that none is there: of a key that was written, that is a loss. */
    @Override
    public Checker checker(Options options) {
        return linearizability();
    }

    /** Of these registers, as their own check and as that of a workload that does more to them. */
    public static Linearizability<CasRegister> linearizability() {
        return Linearizability.of(CasRegister.ofNothing()).perKey();
    }
}
