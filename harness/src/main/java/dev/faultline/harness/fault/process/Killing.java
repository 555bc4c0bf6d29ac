package dev.faultline.harness.fault.process;

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

/** Processes are killed (SIGKILL) and started again on the data it left. */
public final class Killing implements FaultKind {
    static final String NAME = "kill";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "the system's process is killed (SIGKILL) and started again on the data it left";
    }

    @Override
    public List<List<String>> shapes() {
        return List.of(List.of("nodes"));
    }

    /** Of a leader it must outlast the election of another, or nothing succeeds meanwhile. */
    @Override
    public Duration hold() {
        return Duration.ofSeconds(5);
    }

    @Override
    public boolean possibleOn(SystemUnderTest system) {
        return system instanceof Killable;
    }

    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        return new Kill(targets);
    }

    @Override
    public List<Form> forms() {
        return List.of(new Form("Kill", NAME, List.of("nodes"), List.of("targets"), f -> new Kill(f.nodes("targets"))));
    }

    /** Starts the system where it does not run. */
    @Override
    public List<String> restore(Field field) {
        field.cluster().each(field.cluster().nodes(), node -> {
            if (field.system().process(node).isEmpty()) {
                field.system().start(node, field.cluster(), field.options(), false);
            }
        });
        return List.of();
    }
}
