package dev.faultline.nodeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the harness relies on in a node: keys from the environment, no service of its own, zombies reaped. */
class NodeIT {

    private static final String SSH = "ssh -i /tmp/client -o UserKnownHostsFile=/tmp/known -o BatchMode=yes root@";

    private static Containers containers;
    private static String client;
    private static String node;
    private static String address;

    /** The keys are made in one node, which then logs in to the other. */
    @BeforeAll
    static void aNodeWithKeysAndOneToLogInFrom() {
        containers = Containers.orSkip();
        client = containers.node();
        containers.on(client, "for key in client host; do ssh-keygen -q -t ed25519 -N '' -f /tmp/$key; done");
        node = containers.nodeWithKeys(
                containers.on(client, "cat /tmp/client.pub"), containers.on(client, "cat /tmp/host"));
        address = containers.addressOf(node);
        containers.on(client, "echo " + address + " $(cut -d' ' -f1,2 /tmp/host.pub) > /tmp/known");
        containers.on(client, "for i in $(seq 100); do " + SSH + address + " true && exit 0; sleep 0.1; done; exit 1");
    }

    @AfterAll
    static void remove() {
        if (containers != null) {
            containers.close();
        }
    }

    @Test
    void root_logs_in_by_the_key_given_and_sees_the_host_key_given() {
        assertThat(containers.on(client, SSH + address + " id -un")).isEqualTo("root");
    }

    @Test
    void another_key_is_refused() {
        containers.on(client, "ssh-keygen -q -t ed25519 -N '' -f /tmp/other");
        assertThat(containers.tryOn(client, SSH.replace("/tmp/client", "/tmp/other") + address + " id -un"))
                .contains("Permission denied (publickey)")
                .endsWith("exit 255");
    }

    @Test
    void keys_do_not_reach_the_environment_of_commands() {
        assertThat(containers.on(client, SSH + address + " env")).doesNotContain("FAULTLINE");
    }

    @Test
    void no_service_runs_but_sshd_and_none_may_be_started() {
        assertThat(containers.on(node, "ps -e -o comm=").lines().map(String::strip))
                .containsAll(List.of("docker-init", "sshd"))
                .doesNotContain("etcd");
        assertThat(containers.tryOn(node, "/usr/sbin/policy-rc.d etcd start")).isEqualTo("exit 101");
    }

    @Test
    void a_killed_orphan_leaves_no_zombie() {
        String pid = containers.on(
                client, SSH + address + " 'setsid nohup sleep 60 > /dev/null 2>&1 < /dev/null & echo $!'");
        containers.on(node, "kill -9 " + pid);
        containers.on(node, "for i in $(seq 50); do [ -e /proc/" + pid + " ] || exit 0; sleep 0.1; done; exit 1");
    }

    @Test
    void without_a_key_a_node_refuses_to_start() {
        assertThat(containers.tryOn(client, "faultline-node"))
                .isEqualTo("faultline-node: FAULTLINE_AUTHORIZED_KEY is not set: nobody could log in\nexit 64");
    }
}
