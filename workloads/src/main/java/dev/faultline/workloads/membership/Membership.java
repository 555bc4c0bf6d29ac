package dev.faultline.workloads.membership;

import static dev.faultline.harness.generator.Generators.delay;
import static dev.faultline.harness.generator.Generators.phases;
import static dev.faultline.harness.generator.Generators.repeat;
import static dev.faultline.harness.generator.Generators.roles;
import static dev.faultline.harness.generator.Generators.then;
import static dev.faultline.harness.generator.Generators.untilOk;
import static dev.faultline.harness.generator.Role.others;
import static dev.faultline.harness.generator.Role.role;

import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Memberships;
import dev.faultline.harness.client.Workload;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.workloads.register.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The registers of {@link Register}, and one client that removes members and adds them again while the others go on. Whatever it does,
 * registers stay linearizable; who the members are is not judged.
 */
public final class Membership implements Workload<Memberships> {
    private static final Set<String> CHANGES = Set.of("remove", "add", "members");
    private static final long ADDS_MAX = 5;
    private static final Operation MEMBERS = Operation.of("members");

    private final Register registers = new Register();

    @Override
    public String name() {
        return "membership";
    }

    @Override
    public List<Option> options() {
        List<Option> options = new ArrayList<>(registers.options());
        options.add(Option.number("change-interval", "milliseconds from one change of members to the next", 2000, 1));
        return options;
    }

    @Override
    public boolean runsOn(SystemUnderTest system) {
        return system instanceof Memberships.Offered;
    }

    @Override
    public Memberships open(SystemUnderTest system, Node node, Options options, Duration timeout) throws Exception {
        return ((Memberships.Offered) system).memberships(node, options, timeout);
    }

    @Override
    public void warmUp(Memberships memberships) throws Exception {
        registers.warmUp(memberships);
    }

    @Override
    public int group(int nodes) {
        return 2 * nodes;
    }

    /**
     * From each group one client is taken away: the first of these is the administrator, the others ask who the members are.
     */
    @Override
    public Generator operations(Shape shape, Options options) {
        Duration interval = Duration.ofMillis(options.number("change-interval"));
        int group = group(shape.nodes()) - 1;
        return roles(
                role(onRegisters(shape), Register.onKeys(group, shape.nodes(), options)),
                role(1, delay(interval, Administrator.of(shape.nodes()))),
                others(delay(interval, repeat(MEMBERS))));
    }

    private int onRegisters(Shape shape) {
        return shape.clients() - shape.clients() / group(shape.nodes());
    }

    /** The administrator adds every node, whether it was out or not; then all clients read. */
    @Override
    public Generator finalOperations(Shape shape, Options options) {
        Generator[] adds = IntStream.rangeClosed(1, shape.nodes())
                .mapToObj(node ->
                        untilOk(repeat(new Operation("add", (long) node)).limit(ADDS_MAX)))
                .toArray(Generator[]::new);
        Generator nobody = repeat(MEMBERS).limit(0);
        return phases(
                roles(role(onRegisters(shape), nobody), role(1, then(adds)), others(nobody)),
                registers.finalOperations(shape, options));
    }

    @Override
    public Completion apply(Memberships memberships, Invocation invocation) throws Exception {
        return switch (invocation.function()) {
            case "remove" -> {
                memberships.remove(node(invocation));
                yield Completion.ok(invocation.value());
            }
            case "add" -> {
                memberships.add(node(invocation));
                yield Completion.ok(invocation.value());
            }
            case "members" ->
                Completion.ok(memberships.members().stream()
                        .sorted()
                        .map(Integer::longValue)
                        .toList());
            default -> registers.apply(memberships, invocation);
        };
    }

    private static int node(Invocation invocation) {
        return ((Number) Objects.requireNonNull(invocation.value())).intValue();
    }

    @Override
    public boolean changesMembers() {
        return true;
    }

    @Override
    public Set<String> functions() {
        Set<String> functions = new TreeSet<>(registers.functions());
        functions.addAll(CHANGES);
        return functions;
    }

    @Override
    public Set<String> reads() {
        return Set.of("read", "members");
    }

    @Override
    public Set<String> answers() {
        return registers.answers();
    }

    @Override
    public Checker checker(Options options) {
        return Register.linearizability().ignoring(CHANGES);
    }
}
