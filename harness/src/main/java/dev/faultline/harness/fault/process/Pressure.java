package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.system.Killable;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/** Nodes run short of processor time or memory. */
public final class Pressure implements FaultKind {
    static final String NAME = "pressure";

    private static final int CPU_PERCENT = 10;
    private static final int SPARE_MEGABYTES = 8;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "nodes get next to no processor time (cpu) or no memory to spare (memory)";
    }

    @Override
    public List<List<String>> shapes() {
        return List.of(List.of("cpu", "memory"));
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(5);
    }

    /** What runs out of memory may be killed. */
    @Override
    public boolean possibleOn(SystemUnderTest system) {
        return system instanceof Killable;
    }

    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        return shape.equals("cpu")
                ? new CpuPressure(targets, CPU_PERCENT)
                : new MemoryPressure(targets, SPARE_MEGABYTES);
    }

    @Override
    public List<Form> forms() {
        return List.of(
                new Form(
                        "CpuPressure",
                        NAME,
                        List.of("cpu"),
                        List.of("targets", "percent"),
                        f -> new CpuPressure(f.nodes("targets"), (int) f.whole("percent", 1, 99))),
                new Form(
                        "MemoryPressure",
                        NAME,
                        List.of("memory"),
                        List.of("targets", "spareMegabytes"),
                        f -> new MemoryPressure(f.nodes("targets"), (int) f.whole("spareMegabytes", 1, 1_000_000))));
    }

    @Override
    public List<String> restore(Field field) {
        AllAtOnce.each(field.cluster().nodes(), node -> {
            GreedyReader.stop(node);
            field.cluster().resources().unlimit(node);
        });
        return List.of();
    }
}
