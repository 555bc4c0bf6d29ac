package dev.faultline.harness.fault;

import java.util.List;

/**
 * A cluster that has ways of its own to do faults to its nodes, as a simulated one has: all of them, in place of what each
 * {@link Fault} and {@link FaultKind} would do over shells and the network.
 */
public interface InjectsFaults {

    /** In place of {@link Fault#inject}, to which it may leave a fault that asks for nothing but what this cluster has. */
    Injection inject(Fault fault, Field field);

    /**
     * Brings the cluster back to where no fault is in force, whatever was done to it.
     *
     * @return what is in force still, one line each; empty when healed
     */
    List<String> restore(Field field);
}
