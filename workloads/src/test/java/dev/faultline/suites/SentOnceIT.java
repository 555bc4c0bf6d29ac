package dev.faultline.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.faultline.harness.client.Registers;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.docker.DockerProvider;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.time.Clock;
import dev.faultline.nodeimage.provision.Images;
import dev.faultline.nodeimage.provision.Progress;
import dev.faultline.nodeimage.provision.Provisioner;
import dev.faultline.systems.etcd.Etcd;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The driver sends each request once, whatever becomes of the node: etcd itself counts the writes of a key. */
@ExtendWith(Containers.class)
class SentOnceIT {
    private static final Duration TO_COME_UP = Duration.ofSeconds(60);

    private final Etcd etcd = new Etcd();
    private final Options options = Options.resolve(etcd.options(), Map.of());

    @Test
    void a_node_killed_in_mid_write_has_seen_no_write_twice() throws Exception {
        Images images = Provisioner.ofThisMachine().provision(Progress.silent());
        DockerProvider provider = new DockerProvider(
                new dev.faultline.harness.cluster.docker.Images(images.node(), images.toxiproxy()),
                false,
                Clock.system());
        try (Cluster cluster = provider.provide("sent-once", 3, etcd.ports())) {
            cluster.nodes().forEach(node -> etcd.start(node, cluster, options, true));
            awaitRecovery(cluster);
            Node victim = cluster.nodes().get(0);
            AtomicLong sent = new AtomicLong();
            AtomicLong acknowledged = new AtomicLong();
            AtomicBoolean enough = new AtomicBoolean();
            CompletableFuture<Void> writer =
                    CompletableFuture.runAsync(() -> write(victim, sent, acknowledged, enough));
            for (int kills = 1; kills <= 3; kills++) {
                long before = acknowledged.get();
                await().atMost(TO_COME_UP).until(() -> acknowledged.get() > before + 50);
                victim.shell().exec("pkill", "-9", "etcd").orThrow();
                etcd.start(victim, cluster, options, false);
                await().atMost(TO_COME_UP).until(() -> etcd.ready(victim));
            }
            enough.set(true);
            writer.join();
            awaitRecovery(cluster);

            assertThat(versions(victim)).isBetween(acknowledged.get(), sent.get());
            assertThat(sent.get()).isGreaterThan(acknowledged.get());
        }
    }

    private void write(Node node, AtomicLong sent, AtomicLong acknowledged, AtomicBoolean enough) {
        try (Registers registers = etcd.registers(node, options, Duration.ofSeconds(1))) {
            while (!enough.get()) {
                try {
                    registers.write("k", sent.incrementAndGet());
                    acknowledged.incrementAndGet();
                } catch (Exception e) {
                    // the node is dead or dying: whether it wrote is what etcd will tell
                    assertThat(e).isNotInstanceOf(AssertionError.class);
                }
            }
        }
    }

    /** How often the key was written, as etcd counts. */
    private static long versions(Node node) {
        String json = node.shell()
                .exec(
                        "env",
                        "ETCDCTL_API=3",
                        "etcdctl",
                        "--endpoints=" + node.url(2379),
                        "get",
                        "register/k",
                        "-w",
                        "json")
                .orThrow();
        return Long.parseLong(json.replaceAll("(?s).*\"version\":(\\d+).*", "$1"));
    }

    private void awaitRecovery(Cluster cluster) {
        await().atMost(TO_COME_UP)
                .until(() -> etcd.recovered(cluster, Duration.ofSeconds(2)).isEmpty());
    }
}
