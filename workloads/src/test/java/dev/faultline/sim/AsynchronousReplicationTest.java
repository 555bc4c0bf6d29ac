package dev.faultline.sim;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;

import dev.faultline.harness.junit.ChaosRun;
import dev.faultline.harness.junit.ChaosTest;
import dev.faultline.harness.junit.Expect;
import dev.faultline.harness.junit.Option;
import dev.faultline.systems.leader.SingleLeader;
import dev.faultline.workloads.set.GrowOnlySet;
import org.junit.jupiter.api.Test;

/** A leader that is cut off goes on answering for a while, where nobody else needs to have what it answers: much is lost. */
@ChaosTest(
        system = SingleLeader.class,
        workload = GrowOnlySet.class,
        faults = "partition",
        targets = "leader",
        seconds = 30,
        seed = 1)
class AsynchronousReplicationTest {
    @Test
    @Option("replication=async")
    @Expect("invalid")
    void writesThatAreAnsweredBeforeAQuorumHasThemAreLost(ChaosRun run) {
        assertThat(run).everyFaultProved();
    }

    @Test
    void writesThatAQuorumHasAreNot(ChaosRun run) {
        assertThat(run).isValid().everyFaultProved();
    }
}
