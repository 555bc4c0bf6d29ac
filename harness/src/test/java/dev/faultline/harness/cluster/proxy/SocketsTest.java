package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.harness.cluster.Ports;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SocketsTest {
    private static final String ROOTS = "0 0 10.0.0.11:40000 10.0.0.12:2380 ino:1 sk:1\n";
    private static final String ITS_PROXY = "0 0 127.0.0.1:20002 10.0.0.11:40000 uid:7474 ino:2 sk:2\n";
    private static final String PROXY_TO_PEER = "0 0 10.0.0.11:40001 10.0.0.12:2380 uid:7474 ino:3 sk:3\n";
    private static final String SSH = "0 36 10.0.0.11:22 10.0.0.1:50000 timer:(on,200ms,0) ino:4 sk:4\n";

    private final List<ProxyPlan.Spec> specs =
            new ProxyPlan("10.0.0.11", new Ports(List.of(), List.of(2380))).addPeer("n2", "10.0.0.12");

    @Test
    void a_connection_with_its_other_end_at_the_proxy_is_no_bypass() {
        assertThat(bypasses(ROOTS + ITS_PROXY + PROXY_TO_PEER + SSH)).isEmpty();
    }

    @Test
    void a_connection_without_is_one() {
        assertThat(bypasses(ROOTS + PROXY_TO_PEER + SSH))
                .singleElement()
                .hasToString("10.0.0.11:40000 to 10.0.0.12:2380");
    }

    @Test
    void a_connection_that_the_proxy_has_not_accepted_yet_is_none() {
        assertThat(bypasses(ROOTS + ITS_PROXY.replace("uid:7474 ino:2 ", ""))).isEmpty();
    }

    @Test
    void ipv4_in_ipv6_is_ipv4() {
        String mapped = "0 0 [::ffff:10.0.0.11]:40000 [::ffff:10.0.0.12]:2380 uid:1000 ino:1 sk:1\n";
        assertThat(Sockets.parse(mapped))
                .containsExactly(new Sockets.Socket("10.0.0.11", 40000, "10.0.0.12", 2380, 1000));
        assertThat(bypasses(mapped + ITS_PROXY)).isEmpty();
    }

    @Test
    void other_ports_and_other_peers_are_nobodys_business() {
        assertThat(bypasses(ROOTS.replace(":2380", ":2381") + ROOTS.replace(".12:", ".13:")))
                .isEmpty();
    }

    @Test
    void a_reset_hits_the_proxys_ends_of_a_connection_and_not_the_systems() {
        assertThat(Sockets.proxyEnds(Sockets.parse(ROOTS + ITS_PROXY + PROXY_TO_PEER + SSH), specs))
                .isEqualTo("( sport = :%d and dport = :40000 ) or ( sport = :40001 and dport = :2380 )"
                        .formatted(specs.get(0).listen()));
        assertThat(Sockets.proxyEnds(Sockets.parse(ROOTS + SSH), specs)).isEmpty();
    }

    private Set<Sockets.Socket> bypasses(String listed) {
        return Sockets.bypasses(Sockets.parse(listed), specs);
    }
}
