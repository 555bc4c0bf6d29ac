package dev.faultline.workloads.tasks;

import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.untilOk;

import dev.faultline.checkers.collections.TaskChecker;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Tasks;
import dev.faultline.harness.client.Tasks.State;
import dev.faultline.harness.client.Tasks.Task;
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
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every client submits tasks that nobody else submits. Once the cluster has recovered each lists all tasks, again and again until all of
 * them are done or a time is over: what was acknowledged must then have taken effect, and nothing twice.
 */
public final class TasksOnce implements Workload<Tasks> {
    private static final Operation LIST = Operation.of("list");
    private static final Duration BETWEEN_LISTS = Duration.ofMillis(500);

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public List<Option> options() {
        return List.of(Option.number("settle", "seconds for which all tasks are awaited in the end", 15, 1));
    }

    @Override
    public boolean runsOn(SystemUnderTest system) {
        return system instanceof Tasks.Offered;
    }

    @Override
    public Tasks open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
        return ((Tasks.Offered) system).tasks(node, options, timeout);
    }

    @Override
    public void warmUp(Tasks tasks) throws Exception {
        tasks.list();
    }

    @Override
    public int group(int nodes) {
        return 1;
    }

    @Override
    public Generator operations(Shape shape, Options options) {
        return repeat(turn -> new Operation("submit", turn.ordinal()));
    }

    @Override
    public Generator finalOperations(Shape shape, Options options) {
        Generator lists = repeat(LIST).delay(BETWEEN_LISTS).timeLimit(Duration.ofSeconds(options.number("settle")));
        return eachThread(untilOk(TasksOnce::allDone, lists));
    }

    private static boolean allDone(@Nullable Object listed) {
        return listed instanceof Collection<?> rows
                && rows.stream().allMatch(row -> ((List<?>) row).contains(State.DONE.word()));
    }

    @Override
    public Completion apply(Tasks tasks, Invocation invocation) throws Exception {
        return switch (invocation.function()) {
            case "submit" -> {
                tasks.submit(((Number) Objects.requireNonNull(invocation.value())).longValue());
                yield Completion.ok(invocation.value());
            }
            case "list" ->
                Completion.ok(tasks.list().stream()
                        .sorted(Comparator.comparingLong(Task::id))
                        .map(TasksOnce::row)
                        .toList());
            default -> throw new IllegalArgumentException("no function " + invocation.function());
        };
    }

    private static List<@Nullable Object> row(Task task) {
        return Collections.unmodifiableList(
                Arrays.asList(task.id(), task.state().word(), task.effects(), task.node()));
    }

    @Override
    public Set<String> functions() {
        return Set.of("submit", "list");
    }

    @Override
    public Set<String> reads() {
        return Set.of("list");
    }

    @Override
    public Checker checker(Options options) {
        return new TaskChecker();
    }
}
