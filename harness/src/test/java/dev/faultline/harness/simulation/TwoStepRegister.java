package dev.faultline.harness.simulation;

import static dev.faultline.harness.generator.Generators.eachThread;
import static dev.faultline.harness.generator.Generators.mix;
import static dev.faultline.harness.generator.Generators.once;
import static dev.faultline.harness.generator.Generators.repeat;

import dev.faultline.checkers.linear.Linearizability;
import dev.faultline.checkers.model.CasRegister;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.harness.client.Registers;
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

/** Reads and writes of one register, where who writes asks for another register first: an operation of two requests. */
final class TwoStepRegister implements Workload<Registers> {
    private static final Operation READ = new Operation("read", null);

    @Override
    public String name() {
        return "two-step";
    }

    @Override
    public List<Option> options() {
        return List.of();
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
    public void prepare(Registers registers) throws Exception {
        registers.write("other", 1);
    }

    @Override
    public void warmUp(Registers registers) throws Exception {
        registers.read("other");
    }

    @Override
    public int group(int nodes) {
        return 1;
    }

    @Override
    public Generator operations(Shape shape, Options options) {
        return mix(repeat(READ), repeat(turn -> new Operation("write", turn.ordinal())));
    }

    @Override
    public Generator finalOperations(Shape shape, Options options) {
        return eachThread(once(READ));
    }

    @Override
    public Completion apply(Registers registers, Invocation invocation) throws Exception {
        if (invocation.function().equals("read")) {
            return Completion.ok(registers.read("k"));
        }
        if (!Objects.equals(registers.read("other"), 1L)) {
            throw new IllegalStateException("what was prepared is gone");
        }
        registers.write("k", ((Number) Objects.requireNonNull(invocation.value())).longValue());
        return Completion.ok(invocation.value());
    }

    @Override
    public Set<String> functions() {
        return Set.of("read", "write");
    }

    @Override
    public Set<String> reads() {
        return Set.of("read");
    }

    @Override
    public Checker checker(Options options) {
        return Linearizability.of(CasRegister.ofNothing());
    }
}
