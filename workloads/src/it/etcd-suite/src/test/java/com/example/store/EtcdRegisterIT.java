package com.example.store;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;
import static java.time.Duration.ofSeconds;

import dev.faultline.harness.junit.ChaosRun;
import dev.faultline.harness.junit.ChaosTest;
import dev.faultline.harness.junit.Option;
import dev.faultline.harness.junit.Seeds;
import dev.faultline.systems.etcd.Etcd;
import dev.faultline.workloads.register.Register;

/** The first test passes; the second asserts what is not so, and shows how a failure reads. */
@ChaosTest(
        system = Etcd.class,
        workload = Register.class,
        faults = "partition",
        targets = "leader",
        seconds = 20,
        nodes = 3)
class EtcdRegisterIT {

    @Seeds(values = 6)
    void readsThroughRaftAreLinearizable(ChaosRun run) {
        assertThat(run).isValid().everyFaultProved().recoversWithin(ofSeconds(60));
    }

    @Seeds(values = 6)
    @Option("reads=serializable")
    void readsFromFollowersAreLinearizable(ChaosRun run) {
        assertThat(run).isValid();
    }
}
