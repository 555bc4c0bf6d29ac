package dev.faultline.systems.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTest {
    private static final Node FIRST = new Node("n1", "10.0.0.11", new NoShell());
    private static final Node SECOND = new Node("n2", "10.0.0.12", new NoShell());

    @Test
    void every_server_is_named_with_its_ports_in_the_same_order_on_every_node() {
        Ensemble ensemble = new Ensemble(List.of(FIRST, SECOND));
        assertThat(ensemble.configuration().lines())
                .contains("server.1=10.0.0.11:2888:3888", "server.2=10.0.0.12:2888:3888", "clientPort=2181")
                .noneMatch(String::isBlank);
        assertThat(ensemble.id(FIRST)).isEqualTo("1\n");
        assertThat(ensemble.id(SECOND)).isEqualTo("2\n");
    }

    @Test
    void a_node_outside_has_no_id() {
        assertThatThrownBy(() -> new Ensemble(List.of(FIRST)).id(SECOND)).hasMessageContaining("n2");
    }
}
