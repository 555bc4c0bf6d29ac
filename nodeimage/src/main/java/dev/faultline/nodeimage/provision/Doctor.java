package dev.faultline.nodeimage.provision;

import java.util.ArrayList;
import java.util.List;

/** Looks at all that runs in containers need, and changes nothing but for a short-lived container. */
public final class Doctor {

    private final Machine machine;

    Doctor(Machine machine) {
        this.machine = machine;
    }

    /** For this machine. */
    public static Doctor ofThisMachine() {
        return new Doctor(new LocalMachine());
    }

    /** The findings, in the order in which one needs the things. What needs an engine is left out without one. */
    public List<Finding> examine() {
        List<Finding> findings = new ArrayList<>(new HostExamination(machine).findings());
        EngineExamination engine = new EngineExamination(machine);
        findings.addAll(engine.reachability());
        if (engine.answers()) {
            findings.addAll(engine.contents());
        }
        return findings;
    }
}
