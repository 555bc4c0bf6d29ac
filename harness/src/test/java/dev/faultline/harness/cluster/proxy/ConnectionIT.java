package dev.faultline.harness.cluster.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.docker.Containerized;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Network;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** With a server on n2's peer port that tells each connection where it comes from and keeps it open. */
@ExtendWith(Containerized.class)
class ConnectionIT {
    private static final String SERVER = """
            my $server = IO::Socket::INET->new(LocalPort => 2380, Listen => 9, ReuseAddr => 1) or die $!;
            my @open;
            while (my $connection = $server->accept) {
                $connection->syswrite($connection->peerhost . "\\n");
                push @open, $connection;
            }
            """;

    private static final Set<Link> LINK = Set.of(new Link("n1", "n2"));

    private Node n1;
    private Node n2;
    private Network network;
    private long server;

    @BeforeEach
    void serve(Cluster cluster) {
        n1 = cluster.node("n1");
        n2 = cluster.node("n2");
        network = cluster.network();
        server = n2.shell().daemon("/tmp/server.log", List.of("perl", "-MIO::Socket::INET", "-e", SERVER));
        await().until(() ->
                n2.shell().exec("ss", "-tlnH", "sport = :2380").orThrow().contains("LISTEN"));
    }

    @AfterEach
    void stop() {
        n2.shell().exec("kill", "-9", Long.toString(server)).orThrow();
    }

    @Test
    void the_server_sees_the_true_source_address() {
        assertThat(n1.shell().exec("bash", "-c", greeting()).orThrow()).isEqualTo(n1.address());
    }

    private String greeting() {
        return "exec 3<>/dev/tcp/" + n2.address() + "/2380; read -u 3 line; echo $line";
    }

    @Test
    void a_connection_that_goes_through_the_proxy_is_no_bypass() {
        long client = open("/tmp/through.log");
        try {
            assertThat(network.bypasses(LINK)).isEmpty();
        } finally {
            close(client);
        }
    }

    @Test
    void a_connection_that_was_there_before_the_rules_is_a_bypass() {
        String fingerprint = network.fingerprint("n1");
        n1.shell().script("iptables -t nat -I FAULTLINE_PEERS -j RETURN").orThrow();
        assertThat(network.fingerprint("n1")).isNotEqualTo(fingerprint);
        long client = open("/tmp/past.log");
        try {
            n1.shell().script("iptables -t nat -D FAULTLINE_PEERS 1").orThrow();
            assertThat(network.fingerprint("n1")).isEqualTo(fingerprint);

            assertThat(network.bypasses(LINK))
                    .singleElement()
                    .asString()
                    .startsWith("n1: " + n1.address())
                    .endsWith("to " + n2.address() + ":2380 passes no proxy");
            assertThat(network.bypasses(Set.of(new Link("n2", "n1"))))
                    .as("bytes of the other direction travel on it too")
                    .hasSize(1);
            assertThat(network.bypasses(Set.of(new Link("n1", "n3")))).isEmpty();
        } finally {
            close(client);
        }
    }

    private long open(String log) {
        n1.shell().exec("rm", "-f", log).orThrow();
        long client = n1.shell().daemon(log, List.of("bash", "-c", greeting() + "; sleep 600 & wait"));
        await().until(() -> n1.shell().exec("cat", log).out().equals(n1.address() + "\n"));
        return client;
    }

    private void close(long client) {
        n1.shell().exec("pkill", "-9", "-s", Long.toString(client)).orThrow();
    }

    @Test
    void cuts_and_delays_do_not_change_the_fingerprint() {
        String fingerprint = network.fingerprint("n1");
        assertThat(fingerprint).matches("net:\\[\\d+], Toxiproxy .* ino:\\d+ with proxies \\w+, rules \\w+");
        network.cut(LINK);
        network.slow(LINK, Duration.ofMillis(10), Duration.ZERO);
        assertThat(network.fingerprint("n1")).isEqualTo(fingerprint);
        network.healAll();
        assertThat(network.fingerprint("n1")).isEqualTo(fingerprint);
    }
}
