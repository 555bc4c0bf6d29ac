package dev.faultline.harness.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private final StagedCluster cluster = new StagedCluster(3);

    @Test
    void whatever_was_done_is_taken_back_without_remembering_it() {
        cluster.network.cut(Links.all(cluster.names()));
        cluster.network.slow(Links.oneWay("n1", "n2"), Duration.ofMillis(300), Duration.ZERO);
        cluster.network.slowClients(Set.of("n3"), Duration.ofMillis(300), Duration.ZERO);
        cluster.network.impair(Links.oneWay("n2", "n3"), new Impairment.HalfOpen());
        cluster.network.impairClients(Set.of("n2"), new Impairment.Bandwidth(16));
        cluster.host("n1").crash();
        cluster.node("n2").shell().exec("kill", "-STOP", "100");

        assertThat(Faults.restore(cluster.field)).isEmpty();
        assertThat(cluster.host("n1").process()).isPresent();
        assertThat(cluster.host("n2").stopped()).isFalse();
    }

    @Test
    void what_is_still_in_force_is_told() {
        cluster.network.neverMended.add(new Link("n1", "n2"));
        cluster.network.cut(Links.between(List.of("n1"), List.of("n2", "n3")));
        assertThat(Faults.restore(cluster.field)).containsExactly("cut n1->n2");
    }

    @Test
    void a_process_that_runs_is_not_started_again() {
        var before = cluster.host("n1").process();
        Faults.restore(cluster.field);
        assertThat(cluster.host("n1").process()).isEqualTo(before);
    }
}
