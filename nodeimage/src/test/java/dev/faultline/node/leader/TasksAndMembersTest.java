package dev.faultline.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.MemberRequest;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.Response.Refused;
import dev.faultline.node.protocol.TaskOperation;
import dev.faultline.node.protocol.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks get done whoever fails, and members come and go. */
class TasksAndMembersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void every_task_is_done_once(int nodes) {
        Cluster cluster = Cluster.of(nodes);
        int leader = cluster.awaitLeader();
        submit(cluster, leader, 20);
        awaitAllDone(cluster, leader);
        assertThat(tasks(cluster, leader)).hasSize(20).allMatch(task -> task.effects == 1 && task.attempts == 1);
        if (nodes > 1) {
            assertThat(tasks(cluster, leader)).noneMatch(task -> task.node == leader);
            assertThat(tasks(cluster, leader).stream().map(task -> task.node).distinct())
                    .hasSize(nodes - 1);
        }
    }

    @Test
    void the_tasks_of_a_node_that_failed_are_done_by_another() {
        Cluster cluster = Cluster.of(3, "task-millis=300");
        int leader = cluster.awaitLeader();
        submit(cluster, leader, 10);
        cluster.runMillis(200);
        int failed = cluster.follower();
        assertThat(tasks(cluster, leader)).anyMatch(task -> task.node == failed);
        cluster.world.crash(failed);
        awaitAllDone(cluster, leader);
        assertThat(tasks(cluster, leader)).allMatch(task -> task.effects == 1 && task.node != failed);
    }

    @Test
    void the_next_leader_goes_on_with_the_tasks() {
        Cluster cluster = Cluster.of(3, "task-millis=2000");
        int leader = cluster.awaitLeader();
        submit(cluster, leader, 10);
        cluster.world.crash(leader);
        int next = cluster.awaitLeaderOtherThan(leader);
        awaitAllDone(cluster, next);
        assertThat(tasks(cluster, next)).hasSize(10).allMatch(task -> task.effects == 1);
    }

    @Test
    void work_that_was_done_twice_has_one_effect() {
        assertThat(effectsOfWorkDoneTwice("reads=index")).isEqualTo(1);
    }

    @Test
    void with_the_planted_bug_it_has_two() {
        assertThat(effectsOfWorkDoneTwice("bug=task-done-twice")).isEqualTo(2);
    }

    /** A node is paused while it works, its task is done by another, and then it says that it is done, too. */
    private static long effectsOfWorkDoneTwice(String option) {
        Cluster cluster = Cluster.of(3, "task-millis=300", option);
        int leader = cluster.awaitLeader();
        submit(cluster, leader, 1);
        cluster.runMillis(150);
        int worker = (int) tasks(cluster, leader).get(0).node;
        cluster.world.pause(worker);
        awaitAllDone(cluster, leader);
        cluster.world.resume(worker);
        cluster.runMillis(2_000);
        return tasks(cluster, leader).get(0).effects;
    }

    @Test
    void a_node_joins_and_votes() {
        Cluster cluster = Cluster.of(3);
        int leader = cluster.awaitLeader();
        cluster.once(leader, new RegisterOperation.Write("x", 1L));
        cluster.boot(4);
        assertThat(cluster.ask(cluster.follower(), new MemberRequest.Add(4, "n4:7000")))
                .isEqualTo(Ok.NOTHING);
        assertThat(members(cluster, leader)).containsExactly(1L, 2L, 3L, 4L);
        cluster.runMillis(1_000);
        assertThat(cluster.status(4, "role")).isEqualTo("follower");
        assertThat(cluster.once(4, new RegisterOperation.Read("x"))).isEqualTo(Ok.of(1));
        assertThat(cluster.ask(leader, new MemberRequest.Add(4, "n4:7000"))).isEqualTo(Ok.NOTHING);
    }

    @Test
    void a_node_that_cannot_be_reached_does_not_join_and_is_given_up() {
        Cluster cluster = Cluster.of(3);
        int leader = cluster.awaitLeader();
        assertThat(cluster.ask(leader, new MemberRequest.Add(4, "n4:7000"))).isInstanceOf(Response.Unknown.class);
        assertThat(members(cluster, leader)).containsExactly(1L, 2L, 3L);
        cluster.runMillis(21_000);
        assertThat(cluster.ask(leader, new MemberRequest.Remove(4))).isEqualTo(Ok.NOTHING);
    }

    @Test
    void members_leave_even_the_leader() {
        Cluster cluster = Cluster.of(5);
        int leader = cluster.awaitLeader();
        int follower = cluster.follower();
        assertThat(cluster.ask(leader, new MemberRequest.Remove(follower))).isEqualTo(Ok.NOTHING);
        assertThat(members(cluster, leader)).hasSize(4).doesNotContain((long) follower);
        assertThat(cluster.ask(leader, new MemberRequest.Remove(follower))).isEqualTo(Ok.NOTHING);
        assertThat(cluster.ask(leader, new MemberRequest.Remove(leader))).isEqualTo(Ok.NOTHING);
        int next = cluster.awaitLeaderOtherThan(leader);
        assertThat(members(cluster, next)).hasSize(3).doesNotContain((long) leader);
    }

    @Test
    void a_change_of_members_that_the_leader_has_no_room_for_is_made_by_the_next() {
        Cluster cluster = Cluster.of(5, "request-millis=5000");
        int leader = cluster.awaitLeader();
        int asked = cluster.follower();
        int leaver = asked + 1 == leader ? asked + 2 : asked + 1;
        cluster.fill(leader);
        assertThat(cluster.ask(asked, new MemberRequest.Remove(leaver))).isEqualTo(Ok.NOTHING);
        assertThat(cluster.leader()).isNotEqualTo(leader);
        assertThat(cluster.world.death(leader)).isEmpty();
        cluster.world.disk(leader).heal();
        cluster.runMillis(1_000);
        assertThat(cluster.status(leader, "voters").split(",")).hasSize(4).doesNotContain(String.valueOf(leaver));
    }

    @Test
    void the_last_member_stays() {
        Cluster cluster = Cluster.of(1);
        cluster.awaitLeader();
        cluster.runMillis(100);
        assertThat(cluster.ask(1, new MemberRequest.Remove(1))).isInstanceOf(Refused.class);
        assertThat(members(cluster, 1)).containsExactly(1L);
    }

    @Test
    void leadership_is_transferred_to_whom_one_asks_for() {
        Cluster cluster = Cluster.of(3);
        int leader = cluster.awaitLeader();
        int follower = cluster.follower();
        assertThat(cluster.ask(leader, new MemberRequest.TransferLeadership(follower)))
                .isEqualTo(Ok.NOTHING);
        cluster.await(() -> cluster.leader() == follower);
        assertThat(cluster.ask(follower, new MemberRequest.TransferLeadership(9)))
                .isInstanceOf(Refused.class);
    }

    private static void submit(Cluster cluster, int node, int tasks) {
        for (int task = 1; task <= tasks; task++) {
            assertThat(cluster.once(node, new TaskOperation.Submit(task))).isEqualTo(Ok.NOTHING);
        }
    }

    private static void awaitAllDone(Cluster cluster, int node) {
        for (int second = 0; second < 30 && !cluster.status(node, "open-tasks").equals("0"); second++) {
            cluster.runMillis(1_000);
        }
        assertThat(cluster.status(node, "open-tasks")).isEqualTo("0");
    }

    private record Row(long id, long effects, long node, long attempts) {}

    private static List<Row> tasks(Cluster cluster, int node) {
        Value.Rows rows = (Value.Rows) value(cluster.ask(node, Command.once(new TaskOperation.Tasks())));
        return rows.values().stream()
                .map(Value.Numbers::values)
                .map(row -> new Row(row.get(0), row.get(1), row.get(2), row.get(3)))
                .toList();
    }

    private static List<Long> members(Cluster cluster, int node) {
        Request members = new MemberRequest.Members();
        return ((Value.Numbers) value(cluster.ask(node, members))).values();
    }

    private static Value value(Response response) {
        assertThat(response).isInstanceOf(Ok.class);
        return ((Ok) response).value();
    }
}
