package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.faultline.harness.cluster.Ports;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyPlanTest {

    @Test
    void every_client_port_and_every_port_of_every_peer_has_a_proxy_of_its_own() {
        ProxyPlan plan = new ProxyPlan("10.0.0.11", Ports.client(2379, 9090).peer(2380));
        IntStream.rangeClosed(2, 5).forEach(i -> plan.addPeer("n" + i, "10.0.0.1" + i));
        assertThat(plan.forClients())
                .extracting(ProxyPlan.Spec::name)
                .containsExactly("clients-2379", "clients-9090", "clients-7471");
        assertThat(plan.toPeer("n3")).extracting(ProxyPlan.Spec::name).containsExactly("n3-2380", "n3-7471");
        assertThat(plan.toPeer("n3")).allMatch(spec -> spec.address().equals("10.0.0.13"));
        assertThat(plan.specs()).hasSize(3 + 4 * 2);
        assertThat(plan.specs()).extracting(ProxyPlan.Spec::listen).doesNotHaveDuplicates();
        assertThat(plan.specs()).extracting(ProxyPlan.Spec::name).doesNotHaveDuplicates();
    }

    @Test
    void a_proxy_does_not_listen_where_the_system_does() {
        ProxyPlan plan = new ProxyPlan("10.0.0.11", Ports.client(20_001).peer(20_003));
        assertThat(plan.specs()).extracting(ProxyPlan.Spec::listen).containsExactly(20_002, 20_004);
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 7471, 8474})
    void ports_of_the_harness_are_refused_to_a_system(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProxyPlan("10.0.0.11", Ports.client(2379).peer(port)))
                .withMessageContaining(Integer.toString(port));
    }
}
