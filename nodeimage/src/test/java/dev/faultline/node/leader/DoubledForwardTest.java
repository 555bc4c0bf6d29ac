package dev.faultline.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.sim.WorldOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ObjIntConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A forwarded request of which the network makes two, long after one another. */
class DoubledForwardTest {
    private static final CounterOperation.Add INCREMENT = new CounterOperation.Add("c", 1);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 30);
    }

    /** A copy that comes late must not be refused: then the request would be tried again, and take effect twice. */
    @ParameterizedTest
    @MethodSource("seeds")
    void what_a_leader_took_up_before_it_was_deposed_it_does_not_refuse_afterwards(long seed) {
        performedOnce(seed, (cluster, leader) -> {
            cluster.world.network().cut(leader, third(cluster, leader));
            cluster.awaitLeaderOtherThan(leader);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_a_leader_took_up_before_it_crashed_it_does_not_refuse_afterwards(long seed) {
        performedOnce(seed, (cluster, leader) -> {
            cluster.world.crash(leader);
            cluster.boot(leader);
        });
    }

    private static int third(Cluster cluster, int leader) {
        return 6 - leader - cluster.follower();
    }

    /** @param deposed ends the leadership, when copies of a request have come and are to come */
    private static void performedOnce(long seed, ObjIntConsumer<Cluster> deposed) {
        Cluster cluster = new Cluster(seed, 3, WorldOptions.calm(), Cluster.options("request-millis=20000"));
        int leader = cluster.awaitLeader();
        cluster.runMillis(200);
        int asked = cluster.follower();
        // The leader's answers do not come back, and it hears twice of what it is asked: within three seconds.
        cluster.world.network().cut(leader, asked);
        cluster.world.network().duplicate(asked, leader, 1);
        cluster.world.network().slow(asked, leader, 1_500 * Cluster.MILLI, 1_400 * Cluster.MILLI);
        AtomicReference<Response> answer = new AtomicReference<>();
        cluster.send(asked, Command.once(INCREMENT), answer::set);
        cluster.runMillis(1_000);
        deposed.accept(cluster, leader);
        cluster.world.network().heal();
        cluster.await(() -> answer.get() != null);
        cluster.runMillis(3_000);

        Response count = cluster.once(cluster.awaitLeader(), new CounterOperation.Read("c"));
        assertThat(count).isIn(answer.get() instanceof Ok ? List.of(Ok.of(1)) : List.of(Ok.of(0), Ok.of(1)));
    }
}
