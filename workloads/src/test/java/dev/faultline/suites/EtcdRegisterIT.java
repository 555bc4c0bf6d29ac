package dev.faultline.suites;

import static dev.faultline.harness.junit.ChaosAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.junit.ChaosRun;
import dev.faultline.harness.junit.ChaosTest;
import dev.faultline.harness.junit.Expect;
import dev.faultline.harness.junit.Matrix;
import dev.faultline.harness.junit.Option;
import dev.faultline.harness.junit.Seeds;
import dev.faultline.systems.etcd.Etcd;
import dev.faultline.workloads.register.Register;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** etcd keeps its promise when reads go through Raft, and is found out when they do not. */
@ExtendWith(Containers.class)
class EtcdRegisterIT {

    @Nested
    @ChaosTest(
            system = Etcd.class,
            workload = Register.class,
            faults = {"partition", "kill", "pause", "slow"},
            targets = {"one", "minority", "leader"},
            faultInterval = "1s",
            seconds = 40,
            expect = "valid")
    class WithAMajority {
        @Seeds(values = 4)
        void linearizable_reads_survive_every_kind_of_fault(ChaosRun run) {
            assertThat(run)
                    .isValid()
                    .everyFaultProved()
                    .injected("partition", "kill", "pause", "slow")
                    .succeededDuringEachFault();
            assertThat(run.verdict().operations()).containsOnlyKeys("read", "write", "cas");
            assertThat(run.verdict().operations().values()).allMatch(counts -> counts.ok() > 10);
            assertThat(run.report()).isNotEmptyFile();
        }
    }

    @Nested
    @ChaosTest(
            system = Etcd.class,
            workload = Register.class,
            faults = {"kill", "pause"},
            seconds = 20,
            expect = "valid")
    class WithoutAMajority {
        @Seeds(values = 5)
        @Matrix(name = "targets", values = "majority,all")
        void a_cluster_that_lost_its_quorum_comes_back_linearizable(ChaosRun run) {
            assertThat(run).isValid().everyFaultProved();
            assertThat(run.faults().faults())
                    .allMatch(window -> window.majority().isEmpty());
        }
    }

    @Nested
    @ChaosTest(system = Etcd.class, workload = Register.class, faults = "partition", seconds = 30)
    class ReadingWithoutRaft {
        @Seeds(values = 6)
        @Option("reads=serializable")
        @Expect("invalid")
        void reads_are_found_stale_on_a_node_whose_cut_is_proved(ChaosRun run) {
            assertThat(run).isInvalid().because("is not linearizable").because("at this moment it is proved");
            assertThat(run.verdict().violations().get(0).core()).hasSizeLessThanOrEqualTo(6);
        }
    }
}
