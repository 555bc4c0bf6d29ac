package dev.faultline.sim;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;

import dev.faultline.harness.junit.ChaosRun;
import dev.faultline.harness.junit.ChaosTest;
import dev.faultline.harness.junit.Expect;
import dev.faultline.harness.junit.Option;
import dev.faultline.systems.leader.SingleLeader;
import dev.faultline.workloads.register.Register;
import org.junit.jupiter.api.Test;

/** A suite needs no Docker when its system runs in simulation, and does not have to say so. */
@ChaosTest(
        system = SingleLeader.class,
        workload = Register.class,
        faults = {"partition", "kill"},
        seconds = 25,
        seed = 1)
class SimulatedSuiteTest {
    @Test
    void readsThatAskAQuorumAreLinearizable(ChaosRun run) {
        assertThat(run).isValid().everyFaultProved();
    }

    @Test
    @Option("reads=local")
    @Expect("invalid")
    void readsOfTheNodeThatIsAskedAreStale(ChaosRun run) {
        assertThat(run).everyFaultProved();
    }
}
