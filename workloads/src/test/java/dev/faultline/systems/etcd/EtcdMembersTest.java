package dev.faultline.systems.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.ShellException;
import org.junit.jupiter.api.Test;

/** What etcdctl 3.4 says, as it was seen. */
class EtcdMembersTest {

    @Test
    void a_member_that_runs_is_read_with_id_name_and_peer_address() {
        assertThat(EtcdMembers.Member.parse(
                        "6e34f12fba547d7d, started, n2, http://10.0.0.12:2380, http://10.0.0.12:2379, false"))
                .contains(new EtcdMembers.Member("6e34f12fba547d7d", "n2", "http://10.0.0.12:2380"));
    }

    @Test
    void a_member_that_never_ran_has_no_name() {
        assertThat(EtcdMembers.Member.parse("a91b4656ca2014dc, unstarted, , http://10.0.0.14:2380, , false"))
                .contains(new EtcdMembers.Member("a91b4656ca2014dc", "", "http://10.0.0.14:2380"));
    }

    @Test
    void something_else_is_no_member() {
        assertThat(EtcdMembers.Member.parse("Error: context deadline exceeded")).isEmpty();
    }

    @Test
    void a_newcomer_is_given_the_members_that_etcdctl_names() {
        assertThat(EtcdMembers.initialCluster("""
                        Member 7da6805e282be546 added to cluster 5a06e9880176fdcc

                        ETCD_NAME="n4"
                        ETCD_INITIAL_CLUSTER="n2=http://10.0.0.12:2380,n4=http://10.0.0.14:2380"
                        ETCD_INITIAL_ADVERTISE_PEER_URLS="http://10.0.0.14:2380"
                        ETCD_INITIAL_CLUSTER_STATE="existing"
                        """)).isEqualTo("n2=http://10.0.0.12:2380,n4=http://10.0.0.14:2380");
    }

    @Test
    void an_answer_that_names_no_members_is_told() {
        assertThatThrownBy(() -> EtcdMembers.initialCluster("done"))
                .isInstanceOf(ShellException.class)
                .hasMessage("etcdctl did not say who the members are: done");
    }
}
