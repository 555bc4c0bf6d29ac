package dev.faultline.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubnetTest {

    @Test
    void the_first_candidate_that_overlaps_nothing_in_use_is_taken() {
        assertThat(Subnet.free(List.of()).findFirst()).hasToString("Optional[10.213.0.0/24]");
        assertThat(free("10.213.0.0/24", "10.213.1.128/25")).hasToString("10.213.2.0/24");
        assertThat(free("10.0.0.0/8")).hasToString("172.29.0.0/24");
        assertThat(free("10.0.0.0/8", "172.16.0.0/12")).hasToString("192.168.100.0/24");
    }

    @Test
    void nothing_is_free_where_everything_is_in_use() {
        assertThat(Subnet.free(List.of(Subnet.parse("0.0.0.0/0")))).isEmpty();
    }

    private static Subnet free(String... used) {
        return Subnet.free(List.of(used).stream().map(Subnet::parse).toList())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void addresses_are_fixed_by_number() {
        Subnet subnet = Subnet.parse("10.213.7.0/24");
        assertThat(subnet.gateway()).isEqualTo("10.213.7.1");
        assertThat(subnet.node(1)).isEqualTo("10.213.7.11");
        assertThat(subnet.node(244)).isEqualTo("10.213.7.254");
        assertThatIllegalArgumentException().isThrownBy(() -> subnet.node(245));
        assertThatIllegalArgumentException().isThrownBy(() -> subnet.node(0));
    }

    @Test
    void routes_of_the_host_are_read_from_the_kernels_table() {
        List<String> table = List.of(
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
                "eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
                "docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0",
                "br-f9b6\t00291EAC\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0");
        assertThat(HostRoutes.parse(table)).map(Subnet::toString).containsExactly("172.17.0.0/16", "172.30.41.0/24");
    }

    @Test
    void what_is_no_subnet_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse("10.0.0.0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Subnet.parse("10.0.0.0/33"));
    }
}
