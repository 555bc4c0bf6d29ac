package dev.faultline.node.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.real.Loopback.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledNodeIT {
    private static final int KILLS = 20;

    @TempDir
    Path directory;

    private final int clientPort = Loopback.freePort();
    private final int peerPort = Loopback.freePort();
    private long acknowledged;
    private long sent;

    @Test
    void a_node_killed_in_the_middle_of_writes_has_every_write_it_acknowledged() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int kill = 0; kill < KILLS; kill++) {
            try (NodeProcess node = start()) {
                long there = awaitStart(node);
                assertThat(there).isBetween(acknowledged, sent);
                sent = there;
                writeUntilKilled(node, random.nextInt(1, 200));
            }
        }
        try (NodeProcess node = start()) {
            assertThat(awaitStart(node)).isBetween(acknowledged, sent);
            try (Client client = Client.connect(clientPort)) {
                for (long index = 1; index <= acknowledged; index++) {
                    assertThat(client.ask("read " + index)).isEqualTo("value-" + index);
                }
            }
        }
        assertThat(acknowledged).isGreaterThan(KILLS);
    }

    private void writeUntilKilled(NodeProcess node, int millis) throws IOException {
        Thread killer = new Thread(() -> {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            node.kill();
        });
        try (Client client = Client.connect(clientPort)) {
            killer.start();
            while (true) {
                sent++;
                acknowledged = Long.parseLong(client.ask("write value-" + sent));
            }
        } catch (IOException e) {
            // It has been killed.
        } finally {
            node.kill();
        }
    }

    private NodeProcess start() {
        return NodeProcess.start(
                JournalMain.class,
                directory.resolve("said"),
                "--id",
                "1",
                "--peers",
                "1=localhost:" + peerPort,
                "--client-port",
                Integer.toString(clientPort),
                "--data",
                directory.resolve("data").toString(),
                "--program",
                "journal");
    }

    /** Gives how many writes it has. */
    private long awaitStart(NodeProcess node) {
        long[] last = {-1};
        Loopback.await("the node answers", () -> {
            assertThat(node.isAlive()).as(node.said()).isTrue();
            try (Client client = Client.connect(clientPort)) {
                last[0] = Long.parseLong(client.ask("last"));
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        return last[0];
    }
}
