package dev.faultline.workloads.append;

import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;

import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.txn.ListAppendChecker;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Transactions;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of a few steps, each of which appends an element that nobody else appends to one of a few lists, or reads one. A list
 * shows who appended to it in which order, so that reads tell which transaction saw what of which other. New lists take the place of
 * older ones as the run goes on, lest they grow long.
 */
public final class Append implements Workload<Transactions> {
    private static final int STEPS_MAX = 4;
    private static final int LISTS = 3;

    /** So many transactions later, the oldest list in use is left alone. */
    private static final int TRANSACTIONS_PER_LIST = 40;

    private static final Keyword APPEND = Keyword.of("append");
    private static final Keyword READ = Keyword.of("r");

    @Override
    public String name() {
        return "append";
    }

    @Override
    public List<Option> options() {
        return List.of();
    }

    @Override
    public boolean runsOn(SystemUnderTest system) {
        return system instanceof Transactions.Offered;
    }

    @Override
    public Transactions open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
        return ((Transactions.Offered) system).transactions(node, options, timeout);
    }

    @Override
    public void warmUp(Transactions transactions) throws Exception {
        transactions.transact(transaction -> transaction.list(0));
    }

    @Override
    public int group(int nodes) {
        return 1;
    }

    @Override
    public Generator operations(Shape shape, Options options) {
        return repeat(Append::draw);
    }

    /** Every client reads the lists that were in use last. */
    @Override
    public Generator finalOperations(Shape shape, Options options) {
        return eachThread(once(turn -> new Operation(
                "txn",
                LongStream.range(0, LISTS).mapToObj(i -> read(oldest(turn) + i)).toList())));
    }

    private static long oldest(Turn turn) {
        return turn.ordinal() / TRANSACTIONS_PER_LIST;
    }

    private static Operation draw(Turn turn) {
        List<List<@Nullable Object>> steps = new ArrayList<>();
        int size = 1 + turn.dice().below(STEPS_MAX);
        for (int i = 0; i < size; i++) {
            long list = oldest(turn) + turn.dice().below(LISTS);
            steps.add(
                    turn.dice().below(2) == 0
                            ? read(list)
                            : Arrays.asList(APPEND, list, turn.ordinal() * STEPS_MAX + i));
        }
        return new Operation("txn", steps);
    }

    private static List<@Nullable Object> read(long list) {
        return Arrays.asList(READ, list, null);
    }

    @Override
    public Completion apply(Transactions transactions, Invocation invocation) throws Exception {
        if (!invocation.function().equals("txn")) {
            throw new IllegalArgumentException("no function " + invocation.function());
        }
        List<?> asked = (List<?>) Objects.requireNonNull(invocation.value());
        List<List<Object>> told = transactions.transact(transaction -> {
            List<List<Object>> done = new ArrayList<>();
            for (Object step : asked) {
                List<?> parts = (List<?>) step;
                long list = (Long) parts.get(1);
                if (APPEND.equals(parts.get(0))) {
                    long element = (Long) parts.get(2);
                    transaction.append(list, element);
                    done.add(List.of(APPEND, list, element));
                } else {
                    done.add(List.of(READ, list, transaction.list(list)));
                }
            }
            return done;
        });
        return Completion.ok(told);
    }

    @Override
    public Set<String> functions() {
        return Set.of("txn");
    }

    @Override
    public Set<String> reads() {
        return Set.of();
    }

    @Override
    public Checker checker(Options options) {
        return new ListAppendChecker();
    }
}
