package dev.faultline.node.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.SetOperation;
import dev.faultline.node.protocol.Value;
import dev.faultline.node.real.Loopback.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledClusterIT {
    private static final int NODES = 3;
    private static final int KILLS = 50;
    private static final Command READ = Command.once(new SetOperation.Read(SetWriter.SET));

    @TempDir
    Path directory;

    @Test
    void no_acknowledged_write_is_lost_when_nodes_are_killed_in_the_middle_of_writes() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        Collection<Long> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicLong numbers = new AtomicLong();
        Path jar = Path.of(System.getProperty("faultline.node.jar"));
        // Few entries to a snapshot, so that some are taken, and installed on a node that was down.
        try (ProcessCluster cluster = new ProcessCluster(jar, directory, NODES, "snapshot-entries=200")) {
            cluster.startAll();
            List<Thread> writers = new ArrayList<>();
            for (int writer = 0; writer < 2 * NODES; writer++) {
                int node = writer % NODES + 1;
                writers.add(new Thread(new SetWriter(cluster, node, numbers, acknowledged, ended)));
            }
            cluster.awaitOk(1, READ);
            writers.forEach(Thread::start);
            for (int kill = 0; kill < KILLS; kill++) {
                int before = acknowledged.size();
                Loopback.await("writes go on", () -> acknowledged.size() > before + 20);
                int node = random.nextInt(1, NODES + 1);
                cluster.kill(node);
                cluster.start(node);
                cluster.awaitOk(node, READ);
            }
            ended.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            for (int node = 1; node <= NODES; node++) {
                assertThat(numbersAt(cluster, node)).containsAll(acknowledged);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(20 * KILLS);
    }

    private static List<Long> numbersAt(ProcessCluster cluster, int node) throws IOException {
        try (Client client = cluster.client(node)) {
            Response response = ProcessCluster.ask(client, 1, READ);
            assertThat(response).isInstanceOf(Response.Ok.class);
            return ((Value.Numbers) ((Response.Ok) response).value()).values();
        }
    }
}
