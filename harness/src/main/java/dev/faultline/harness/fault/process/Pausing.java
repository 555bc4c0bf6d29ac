package dev.faultline.harness.fault.process;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.system.Pausable;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/** Processes are stopped (SIGSTOP) for a while, and go on as if nothing had been. */
public final class Pausing implements FaultKind {
    static final String NAME = "pause";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "the system's processes are stopped (SIGSTOP) for a while, and go on as if nothing had been";
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
        return system instanceof Pausable;
    }

    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        return new Pause(targets);
    }

    @Override
    public List<Form> forms() {
        return List.of(
                new Form("Pause", NAME, List.of("nodes"), List.of("targets"), f -> new Pause(f.nodes("targets"))));
    }

    /** Lets the system's processes go on wherever some run. */
    @Override
    public List<String> restore(Field field) {
        field.cluster()
                .each(
                        field.cluster().nodes(),
                        node -> field.system().process(node).ifPresent(process -> {
                            PausedProcesses paused = new PausedProcesses(field, node, process);
                            paused.findOthers();
                            paused.goOn();
                        }));
        return List.of();
    }
}
