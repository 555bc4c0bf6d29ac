package dev.faultline.node.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract in the simulated world, and what only that can be made to meet. */
class SimulatedClusterTest extends ClusterContract {

    @Override
    protected ClusterUnderContract cluster(int founders, List<String> options) {
        return new SimulatedCluster(1, founders, options(options));
    }

    @Test
    void a_full_disk_refuses_for_good_and_goes_on_when_there_is_room() {
        try (SimulatedCluster cluster = new SimulatedCluster(1, 3, options(List.of()))) {
            List.of(1, 2, 3).forEach(cluster::start);
            int leader = Status.leader(cluster);
            new Caller(cluster, leader, "a").does(leader, new RegisterOperation.Write("x", 1L));
            cluster.fillDisk(leader);
            assertThat(cluster.request(leader, Command.once(new RegisterOperation.Write("x", 2L))))
                    .isInstanceOf(Response.Refused.class);
            cluster.makeRoom(leader);
            assertThat(Caller.ask(cluster, leader, Command.once(new RegisterOperation.Read("x"))))
                    .hasToString("1");
            new Caller(cluster, leader, "b").does(leader, new RegisterOperation.Write("x", 3L));
            assertThat(cluster.runs(leader)).isTrue();
        }
    }
}
