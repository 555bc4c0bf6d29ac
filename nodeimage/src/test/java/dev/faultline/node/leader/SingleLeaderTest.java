package dev.faultline.node.leader;

import static dev.faultline.node.leader.Cluster.MILLI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.LockOperation;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.Response.Refused;
import dev.faultline.node.protocol.Response.Unknown;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.protocol.SetOperation;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients see of a single-leader cluster. */
class SingleLeaderTest {
    private static final RegisterOperation.Read READ = new RegisterOperation.Read("x");

    private static RegisterOperation.Write write(long value) {
        return new RegisterOperation.Write("x", value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads=index", "reads=lease", "reads=log", "replication=async"})
    void what_one_node_is_told_every_node_tells(String option) {
        Cluster cluster = Cluster.of(3, option);
        cluster.awaitLeader();
        for (int node = 1; node <= 3; node++) {
            assertThat(cluster.once(node, write(node))).isEqualTo(Ok.NOTHING);
            for (int other = 1; other <= 3; other++) {
                assertThat(cluster.once(other, READ)).isEqualTo(Ok.of(node));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads=index", "replication=async"})
    void a_cluster_of_one_serves(String option) {
        Cluster cluster = Cluster.of(1, option);
        assertThat(cluster.once(1, write(5))).isEqualTo(Ok.NOTHING);
        assertThat(cluster.once(1, READ)).isEqualTo(Ok.of(5));
    }

    @Test
    void what_was_acknowledged_outlives_the_leader_and_the_power() {
        Cluster cluster = Cluster.of(3);
        int leader = cluster.awaitLeader();
        cluster.once(leader, write(1));
        cluster.world.crash(leader);
        int next = cluster.awaitLeaderOtherThan(leader);
        assertThat(cluster.once(next, READ)).isEqualTo(Ok.of(1));

        for (int node = 1; node <= 3; node++) {
            cluster.world.crash(node);
        }
        for (int node = 1; node <= 3; node++) {
            cluster.boot(node);
        }
        cluster.awaitLeader();
        assertThat(cluster.once(leader, READ)).isEqualTo(Ok.of(1));
    }

    @Test
    void a_request_that_no_leader_was_given_is_refused_in_time() {
        Cluster cluster = Cluster.of(3);
        cluster.awaitLeader();
        cluster.world.crash(2);
        cluster.world.crash(3);
        cluster.runMillis(3_000);
        long before = cluster.agenda.nanos();
        assertThat(cluster.once(1, write(1))).isInstanceOf(Refused.class);
        assertThat(cluster.once(1, READ)).isInstanceOf(Refused.class);
        assertThat(cluster.agenda.nanos() - before).isLessThan(2_100 * MILLI);
    }

    @Test
    void a_write_that_a_leader_took_and_could_not_commit_is_unknown_in_time() {
        Cluster cluster = Cluster.of(3);
        int leader = cluster.awaitLeader();
        cluster.isolate(leader);
        long before = cluster.agenda.nanos();
        assertThat(cluster.once(leader, write(1))).isInstanceOf(Unknown.class);
        assertThat(cluster.agenda.nanos() - before).isLessThan(1_100 * MILLI);
    }

    @Test
    void a_write_that_was_replaced_in_the_log_is_known_to_have_had_no_effect() {
        Cluster cluster = Cluster.of(3, "request-millis=20000");
        int leader = cluster.awaitLeader();
        cluster.isolate(leader);
        AtomicReference<Response> lost = new AtomicReference<>();
        cluster.send(leader, Command.once(write(1)), lost::set);
        int next = cluster.awaitLeaderOtherThan(leader);
        cluster.once(next, write(2));
        cluster.world.network().heal();
        cluster.await(() -> lost.get() != null);
        // Having had no effect it was performed anew, by the next leader.
        assertThat(lost.get()).isEqualTo(Ok.NOTHING);
        assertThat(cluster.once(next, READ)).isEqualTo(Ok.of(1));
    }

    @Test
    void with_a_session_a_request_survives_the_leader_without_one_it_is_unknown() {
        Cluster cluster = Cluster.of(3, "request-millis=5000");
        int leader = cluster.awaitLeader();
        int follower = cluster.follower();
        long session = cluster.session(follower, "a");
        AtomicReference<Response> with = new AtomicReference<>();
        AtomicReference<Response> without = new AtomicReference<>();
        cluster.world.pause(leader);
        cluster.send(follower, new Command(session, 1, new CounterOperation.Add("c", 1)), with::set);
        cluster.send(follower, Command.once(new CounterOperation.Add("c", 1)), without::set);
        cluster.runMillis(10);
        cluster.world.crash(leader);
        cluster.await(() -> with.get() != null && without.get() != null);
        assertThat(with.get()).isEqualTo(Ok.of(1));
        assertThat(without.get()).isInstanceOf(Unknown.class);
    }

    @Test
    void asynchronous_replication_loses_what_the_leader_alone_acknowledged() {
        assertThat(acknowledgedByAnIsolatedLeader("replication=async")).isEqualTo(Ok.NOTHING);
        assertThat(acknowledgedByAnIsolatedLeader("replication=quorum")).isInstanceOf(Unknown.class);
    }

    private static Response acknowledgedByAnIsolatedLeader(String option) {
        Cluster cluster = Cluster.of(3, option);
        int leader = cluster.awaitLeader();
        cluster.isolate(leader);
        Response response = cluster.once(leader, new SetOperation.Add("s", 1));
        int next = cluster.awaitLeaderOtherThan(leader);
        cluster.world.network().heal();
        assertThat(cluster.once(next, new SetOperation.Read("s"))).hasToString("ok []");
        return response;
    }

    @Test
    void a_leader_that_replicates_asynchronously_reads_its_own_writes_and_keeps_them_when_elected_again() {
        Cluster cluster = Cluster.of(3, "replication=async");
        int leader = cluster.awaitLeader();
        for (int i = 1; i <= 50; i++) {
            assertThat(cluster.once(leader, new CounterOperation.Add("c", 1))).isEqualTo(Ok.of(i));
        }
        cluster.runMillis(1_000);
        cluster.world.crash(leader);
        int next = cluster.awaitLeaderOtherThan(leader);
        assertThat(cluster.once(next, new CounterOperation.Add("c", 1))).isEqualTo(Ok.of(51));
    }

    @Test
    void local_reads_may_be_old_and_reads_by_index_are_not() {
        assertThat(readAtAnIsolatedFollower("reads=local")).isEqualTo(Ok.of(1));
        assertThat(readAtAnIsolatedFollower("reads=index")).isInstanceOf(Refused.class);
        assertThat(readAtAnIsolatedFollower("reads=lease")).isInstanceOf(Refused.class);
        assertThat(readAtAnIsolatedFollower("reads=log")).isInstanceOf(Refused.class);
    }

    private static Response readAtAnIsolatedFollower(String option) {
        Cluster cluster = Cluster.of(3, option);
        int leader = cluster.awaitLeader();
        int follower = cluster.follower();
        cluster.once(leader, write(1));
        cluster.runMillis(200);
        cluster.isolate(follower);
        cluster.once(leader, write(2));
        return cluster.once(follower, READ);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads=index", "reads=lease", "reads=log"})
    void a_deposed_leader_does_not_answer_reads(String option) {
        assertThat(readAtADeposedLeader(option)).isInstanceOf(Refused.class);
    }

    @Test
    void with_the_planted_bug_it_does() {
        assertThat(readAtADeposedLeader("bug=stale-leader-read")).isEqualTo(Ok.of(1));
    }

    private static Response readAtADeposedLeader(String option) {
        Cluster cluster = Cluster.of(3, option);
        int leader = cluster.awaitLeader();
        cluster.once(leader, write(1));
        cluster.isolate(leader);
        int next = cluster.awaitLeaderOtherThan(leader);
        assertThat(cluster.once(next, write(2))).isEqualTo(Ok.NOTHING);
        return cluster.once(leader, READ);
    }

    @Test
    void no_wall_clock_ends_a_lease_early() {
        Cluster cluster = Cluster.of(3);
        int leader = cluster.awaitLeader();
        assertThat(cluster.once(leader, new LockOperation.Acquire("l", 5_000))).isEqualTo(Ok.of(1));
        for (int node = 1; node <= 3; node++) {
            cluster.world.clock(node).bump(3_600_000 * MILLI);
        }
        assertThat(cluster.once(leader, new LockOperation.Acquire("l", 5_000))).isEqualTo(Ok.NOTHING);
        cluster.world.crash(leader);
        int next = cluster.awaitLeaderOtherThan(leader);
        assertThat(cluster.once(next, new LockOperation.Acquire("l", 5_000))).isEqualTo(Ok.NOTHING);
        cluster.runMillis(5_300);
        assertThat(cluster.once(next, new LockOperation.Acquire("l", 5_000))).isEqualTo(Ok.of(2));
    }

    @Test
    void a_node_that_was_away_for_long_gets_a_snapshot_and_has_the_same_state() {
        Cluster cluster = Cluster.of(3, "snapshot-entries=20");
        int leader = cluster.awaitLeader();
        int follower = cluster.follower();
        cluster.world.crash(follower);
        for (int i = 0; i < 200; i++) {
            cluster.once(leader, new SetOperation.Add("s", i));
        }
        cluster.boot(follower);
        cluster.runMillis(3_000);
        assertThat(cluster.status(follower, "digest")).isEqualTo(cluster.status(leader, "digest"));
        assertThat(cluster.status(follower, "applied")).isEqualTo(cluster.status(leader, "applied"));
    }

    @Test
    void a_leader_whose_disk_is_full_hands_over_to_a_node_with_room() {
        Cluster cluster = Cluster.of(3);
        int leader = cluster.awaitLeader();
        int follower = cluster.follower();
        cluster.once(leader, write(1));
        cluster.fill(leader);
        assertThat(cluster.once(follower, write(2))).isEqualTo(Ok.NOTHING);
        assertThat(cluster.leader()).isNotEqualTo(leader);
        for (int i = 0; i < 20; i++) {
            assertThat(cluster.once(follower, write(i))).isEqualTo(Ok.NOTHING);
            cluster.runMillis(300);
        }
        assertThat(cluster.leader()).isNotEqualTo(leader);
        cluster.world.disk(leader).heal();
        cluster.runMillis(500);
        assertThat(cluster.once(leader, READ)).isEqualTo(Ok.of(19));
        assertThat(cluster.world.death(leader)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads=index", "reads=lease"})
    void when_all_disks_are_full_writes_are_refused_and_reads_are_served_until_there_is_room(String option) {
        Cluster cluster = Cluster.of(3, option);
        int leader = cluster.awaitLeader();
        cluster.once(leader, write(1));
        cluster.runMillis(500);
        for (int node = 1; node <= 3; node++) {
            cluster.fill(node);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(cluster.once(leader, write(2))).hasToString("refused: the leader's disk is full");
            assertThat(cluster.once(leader, READ)).isEqualTo(Ok.of(1));
        }
        for (int node = 1; node <= 3; node++) {
            cluster.world.disk(node).heal();
        }
        cluster.runMillis(1_100);
        assertThat(cluster.once(leader, write(3))).isEqualTo(Ok.NOTHING);
        for (int node = 1; node <= 3; node++) {
            assertThat(cluster.once(node, READ)).isEqualTo(Ok.of(3));
            assertThat(cluster.world.death(node)).isEmpty();
        }
    }

    @Test
    void a_follower_whose_disk_is_full_acknowledges_nothing_new_and_is_not_elected() {
        Cluster cluster = Cluster.of(5, "snapshot-entries=20");
        int leader = cluster.awaitLeader();
        int follower = cluster.follower();
        cluster.fill(follower);
        for (int i = 0; i < 100; i++) {
            assertThat(cluster.once(leader, write(i))).isEqualTo(Ok.NOTHING);
        }
        assertThat(Long.parseLong(cluster.status(follower, "last"))).isLessThan(100);
        cluster.world.crash(leader);
        cluster.runMillis(5_000);
        assertThat(cluster.leader()).isNotIn(0, leader, follower);
        cluster.world.disk(follower).heal();
        cluster.runMillis(1_000);
        assertThat(cluster.status(follower, "digest")).isEqualTo(cluster.status(cluster.leader(), "digest"));
        assertThat(cluster.world.death(follower)).isEmpty();
    }

    @Test
    void alone_with_a_full_disk_a_node_waits_for_room() {
        Cluster cluster = Cluster.of(1);
        cluster.fill(1);
        cluster.runMillis(5_000);
        assertThat(cluster.once(1, write(1))).hasToString("refused: no leader is known");
        cluster.world.disk(1).heal();
        cluster.runMillis(2_000);
        assertThat(cluster.once(1, write(1))).isEqualTo(Ok.NOTHING);
        assertThat(cluster.world.death(1)).isEmpty();
    }

    @Test
    void what_is_no_request_is_answered_so() {
        Cluster cluster = Cluster.of(1);
        AtomicReference<byte[]> answer = new AtomicReference<>();
        cluster.world.request(1, new byte[] {9, 9}, answer::set);
        cluster.await(() -> answer.get() != null);
        assertThat(ResponseFrame.decode(answer.get()))
                .isEqualTo(new ResponseFrame(0, new Response.BadRequest("version 9 of the protocol, not 1")));
    }

    @Test
    void every_node_tells_what_it_takes_itself_for() {
        Cluster cluster = Cluster.of(3);
        int leader = cluster.awaitLeader();
        cluster.runMillis(1_000);
        assertThat(cluster.status(leader, "role")).isEqualTo("leader");
        int follower = cluster.follower();
        assertThat(cluster.status(follower, "role")).isEqualTo("follower");
        assertThat(cluster.status(follower, "leader")).isEqualTo(String.valueOf(leader));
        assertThat(cluster.status(follower, "voters")).isEqualTo("1,2,3");
    }

    @Test
    void messages_are_for_people_too() {
        Cluster cluster = Cluster.of(1);
        byte[] forward = new PeerMessage.Forward(7, 1, 3, new Request.Hello("a")).encode();
        assertThat(cluster.world.describe(1, forward)).isEqualTo("forward hello a");
        assertThat(cluster.world.describe(1, new byte[] {77})).isEqualTo("1 bytes: no message of kind 77");
    }

    @Test
    void a_malformed_message_does_not_end_the_process() {
        SingleLeader program = (SingleLeader) new SingleLeaderFactory().create(1, new TreeMap<>(), Cluster.options());
        Cluster cluster = Cluster.of(1);
        cluster.world.exit(1);
        cluster.world.boot(1, () -> program);
        program.receive(2, new byte[] {77, 1});
        program.receive(2, new byte[0]);
        assertThat(cluster.world.runs(1)).isTrue();
    }
}
