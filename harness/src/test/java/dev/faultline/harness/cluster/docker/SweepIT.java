package dev.faultline.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import dev.faultline.harness.cluster.Cluster;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Containerized.class)
class SweepIT {

    @Test
    void the_sweep_takes_what_a_dead_owner_left_and_leaves_the_living_alone(Cluster shared)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "600").start();
        Owner other = Owner.of(process.pid());
        try (Cluster left = Containerized.provider().provideFor(other, "left-behind", 1, Containerized.PORTS)) {
            String prefix = "faultline-" + process.pid() + "-";
            assertThat(Sweep.run()).as("while the owner lives").noneMatch(name -> name.startsWith(prefix));
            assertThat(remaining("left-behind")).isEqualTo(3);

            process.destroyForcibly().waitFor();
            assertThat(Sweep.run())
                    .filteredOn(name -> name.startsWith(prefix))
                    .as("two containers and a network")
                    .hasSize(3);
            assertThat(remaining("left-behind")).isZero();
            assertThat(left.nodes()).hasSize(1);
        }
        assertThat(shared.node("n1").shell().exec("true").ok()).isTrue();
    }

    private static int remaining(String run) {
        DockerClient client = Engine.client();
        List<String> label = List.of(Owner.RUN_LABEL + "=" + run);
        return client.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(label)
                        .exec()
                        .size()
                + client.listNetworksCmd().withFilter("label", label).exec().size();
    }
}
