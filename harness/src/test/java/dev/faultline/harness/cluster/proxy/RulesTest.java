package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.cluster.Ports;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
    private final ProxyPlan plan = new ProxyPlan("10.0.0.11", Ports.client(2379).peer(2380));

    @Test
    void our_chains_come_first_in_nat_and_mangle() {
        assertThat(Rules.chains()).isEqualTo("""
                        *nat
                        :FAULTLINE_PEERS - [0:0]
                        :FAULTLINE_CLIENTS - [0:0]
                        -I OUTPUT -j FAULTLINE_PEERS
                        -I PREROUTING -j FAULTLINE_CLIENTS
                        COMMIT
                        *mangle
                        :FAULTLINE_OUT - [0:0]
                        :FAULTLINE_IN - [0:0]
                        :FAULTLINE_LOSS - [0:0]
                        -I OUTPUT -j FAULTLINE_OUT
                        -I INPUT -j FAULTLINE_LOSS
                        -I INPUT -j FAULTLINE_IN
                        COMMIT
                        """);
    }

    @Test
    void clients_and_peers_are_led_to_proxies_and_the_proxy_itself_is_not() {
        plan.addPeer("n2", "10.0.0.12");
        assertThat(Rules.redirects(plan.specs(), "10.0.0.1")).isEqualTo("""
                        *nat
                        -A FAULTLINE_CLIENTS -s 10.0.0.1 -p tcp --dport 2379 -j REDIRECT --to-ports 20001
                        -A FAULTLINE_CLIENTS -s 10.0.0.1 -p tcp --dport 7471 -j REDIRECT --to-ports 20002
                        -A FAULTLINE_PEERS -d 10.0.0.12 -p tcp --dport 2380 -m owner ! --uid-owner 7474 -j REDIRECT --to-ports 20003
                        -A FAULTLINE_PEERS -d 10.0.0.12 -p tcp --dport 7471 -m owner ! --uid-owner 7474 -j REDIRECT --to-ports 20004
                        COMMIT
                        """);
    }

    @Test
    void a_cut_names_only_the_peer() {
        List<Rules.Drop> drops = List.of(new Rules.Drop(true, "10.0.0.12"), new Rules.Drop(false, "10.0.0.13"));
        assertThat(Rules.cut(drops)).isEqualTo("""
                        *mangle
                        -A FAULTLINE_OUT -d 10.0.0.12 -j DROP
                        -A FAULTLINE_IN -s 10.0.0.13 -j DROP
                        COMMIT
                        """);
        assertThat(Rules.mend(drops)).isEqualTo(Rules.cut(drops).replace("-A ", "-D "));
    }

    @Test
    void losses_take_the_place_of_those_there_were_in_one_go() {
        assertThat(Rules.losses(List.of(new Rules.Loss("10.0.0.12", 0.3)))).isEqualTo("""
                        *mangle
                        -F FAULTLINE_LOSS
                        -A FAULTLINE_LOSS -s 10.0.0.12 -m statistic --mode random --probability 0.300000 -j DROP
                        COMMIT
                        """);
        assertThat(Rules.losses(List.of())).isEqualTo("*mangle\n-F FAULTLINE_LOSS\nCOMMIT\n");
        assertThat(Rules.mendAll()).contains("-F FAULTLINE_LOSS\n");
    }
}
