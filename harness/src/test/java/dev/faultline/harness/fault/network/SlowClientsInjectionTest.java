package dev.faultline.harness.fault.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.StagedCluster;
import dev.faultline.harness.fault.StagedNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SlowClientsInjectionTest {
    private final StagedCluster cluster = new StagedCluster(3);
    private final StagedNetwork network = cluster.network();

    private Evidence evidence(Runnable meanwhile) {
        Injection injection = new SlowClients(
                        new TreeSet<>(List.of("n1", "n2")), Duration.ofMillis(300), Duration.ofMillis(20))
                .inject(cluster.field);
        meanwhile.run();
        injection.observe();
        injection.heal();
        return injection.evidence();
    }

    private Evidence evidence() {
        return evidence(() -> {});
    }

    @Test
    void clients_that_wait_on_every_target_and_only_meanwhile_prove_it() {
        Evidence evidence = evidence();
        assertThat(evidence.proved()).as(evidence.summary()).isTrue();
        assertThat(network.inForce()).isEmpty();
    }

    @Test
    void clients_that_are_served_as_promptly_as_before_do_not() {
        network.slows = false;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void clients_that_wait_on_one_target_only_do_not() {
        assertThat(evidence(() -> network.unslowClients(Set.of("n2"))).proved()).isFalse();
    }

    @Test
    void clients_that_go_on_waiting_after_the_heal_do_not() {
        network.staysSlow = true;
        assertThat(evidence().proved()).isFalse();
    }

    @Test
    void clients_that_waited_before_do_not() {
        network.slowClients(Set.of("n1"), Duration.ofMillis(500), Duration.ZERO);
        assertThat(evidence().proved()).isFalse();
    }
}
