package dev.faultline.node.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.LockOperation;
import dev.faultline.node.protocol.MemberRequest;
import dev.faultline.node.protocol.Operation;
import dev.faultline.node.protocol.QueueOperation;
import dev.faultline.node.protocol.RegisterOperation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.protocol.SetOperation;
import dev.faultline.node.protocol.TaskOperation;
import dev.faultline.node.protocol.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of a single-leader cluster may rely on, on every runtime. */
public abstract class ClusterContract {
    private static final RegisterOperation.Read READ = new RegisterOperation.Read("x");
    private static final SetOperation.Read READ_SET = new SetOperation.Read("s");
    private static final LockOperation.Acquire ACQUIRE = new LockOperation.Acquire("l", 600_000);
    private static final Value.Number ONE = new Value.Number(1);
    private static final Value.Number ZERO = new Value.Number(0);
    private static final Value NOTHING = Value.Nothing.VALUE;

    private @Nullable ClusterUnderContract cluster;

    /**
     * A cluster of which nothing runs yet.
     *
     * @param founders nodes 1 to {@code founders} are the first members
     * @param options of the program, words {@code name=value}
     */
    protected abstract ClusterUnderContract cluster(int founders, List<String> options);

    /** By name. */
    protected static Map<String, String> options(List<String> words) {
        Map<String, String> options = new TreeMap<>();
        words.stream().map(word -> word.split("=", 2)).forEach(pair -> options.put(pair[0], pair[1]));
        return options;
    }

    private ClusterUnderContract begin(int founders, String... options) {
        ClusterUnderContract begun = cluster(founders, List.of(options));
        cluster = begun;
        for (int node = 1; node <= founders; node++) {
            begun.start(node);
        }
        return begun;
    }

    @AfterEach
    void end() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void every_node_serves_every_kind_of_operation() {
        ClusterUnderContract cluster = begin(3);
        for (int node = 1; node <= 3; node++) {
            Caller caller = new Caller(cluster, node, "at " + node);
            String own = "of " + node;
            assertThat(answers(caller, node, operations(own, node))).containsExactlyElementsOf(results());
            assertThat(Caller.ask(cluster, node, new MemberRequest.Members())).isEqualTo(numbers(1, 2, 3));
            assertThat(Status.of(cluster, node).get("voters")).isEqualTo("1,2,3");
        }
    }

    private static List<Operation> operations(String own, long task) {
        return List.of(
                new RegisterOperation.Write(own, 4L),
                new RegisterOperation.CompareAndSet(own, 4L, 5L),
                new RegisterOperation.CompareAndSet(own, 4L, 6L),
                new RegisterOperation.Read(own),
                new SetOperation.Add(own, 7),
                new SetOperation.Read(own),
                new CounterOperation.Add(own, -8),
                new CounterOperation.Read(own),
                new QueueOperation.Enqueue(own, 9),
                new QueueOperation.Dequeue(own),
                new QueueOperation.Dequeue(own),
                new LockOperation.Acquire(own, 600_000),
                new LockOperation.Renew(own, 1, 600_000),
                new LockOperation.ResourceWrite(own, 1, 10, true),
                new LockOperation.ResourceRead(own),
                new LockOperation.Release(own, 1),
                new TaskOperation.Submit(task));
    }

    private static List<Value> results() {
        Value five = new Value.Number(5);
        Value sum = new Value.Number(-8);
        List<Value> registers = List.of(NOTHING, ONE, ZERO, five);
        List<Value> others = List.of(NOTHING, numbers(7), sum, sum, NOTHING, new Value.Number(9), NOTHING);
        List<Value> locks = List.of(ONE, ONE, ONE, new Value.Pair(1, 10), ONE, NOTHING);
        List<Value> all = new ArrayList<>(registers);
        all.addAll(others);
        all.addAll(locks);
        return all;
    }

    private static List<Value> answers(Caller caller, int node, List<Operation> operations) {
        return operations.stream().map(each -> caller.does(node, each)).toList();
    }

    @Test
    void the_same_sequence_again_is_given_the_recorded_answer() {
        ClusterUnderContract cluster = begin(3);
        long session = new Caller(cluster, 1, "a").session();
        assertThat(new Caller(cluster, 2, "a").session()).isEqualTo(session);
        Command first = new Command(session, 1, new CounterOperation.Add("c", 5));
        Command second = new Command(session, 2, new CounterOperation.Add("c", 5));
        assertThat(Caller.ask(cluster, 1, first)).isEqualTo(new Value.Number(5));
        assertThat(Caller.ask(cluster, 2, first)).isEqualTo(new Value.Number(5));
        assertThat(Caller.ask(cluster, 3, second)).isEqualTo(new Value.Number(10));
        assertThat(Caller.ask(cluster, 1, second)).isEqualTo(new Value.Number(10));
        Caller.ask(cluster, 1, new Request.Goodbye(session));
        assertThat(cluster.request(1, second)).isInstanceOf(Response.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reads=index", "reads=lease", "reads=log"})
    void what_one_node_was_told_every_node_tells(String option) {
        ClusterUnderContract cluster = begin(3, option);
        Caller caller = new Caller(cluster, 1, "a");
        for (int node = 1; node <= 3; node++) {
            caller.does(node, new RegisterOperation.Write("x", (long) node));
            for (int other = 1; other <= 3; other++) {
                assertThat(Caller.ask(cluster, other, Command.once(READ))).isEqualTo(new Value.Number(node));
            }
        }
    }

    @Test
    void with_local_reads_every_node_tells_it_in_the_end() {
        ClusterUnderContract cluster = begin(3, "reads=local");
        new Caller(cluster, 1, "a").does(1, new RegisterOperation.Write("x", 1L));
        for (int node = 1; node <= 3; node++) {
            int asked = node;
            cluster.await(
                    "node " + node + " has applied it",
                    () -> cluster.request(asked, Command.once(READ)).equals(Response.Ok.of(1)));
        }
    }

    @Test
    void killed_leaders_are_replaced_and_nothing_acknowledged_is_lost() {
        ClusterUnderContract cluster = begin(3);
        Caller caller = new Caller(cluster, 1, "a");
        long number = 0;
        for (int kill = 0; kill < 3; kill++) {
            int leader = Status.leader(cluster);
            number = add(caller, leader, number, 10);
            cluster.kill(leader);
            number = add(caller, leader % 3 + 1, number, 10);
            cluster.start(leader);
            assertThat(Caller.ask(cluster, leader, Command.once(READ_SET))).isEqualTo(upTo(number));
        }
    }

    @Test
    void what_was_acknowledged_is_there_when_all_nodes_were_killed() {
        ClusterUnderContract cluster = begin(3);
        add(new Caller(cluster, 1, "a"), 1, 0, 20);
        List.of(1, 2, 3).forEach(cluster::kill);
        List.of(1, 2, 3).forEach(cluster::start);
        assertThat(Caller.ask(cluster, 2, Command.once(READ_SET))).isEqualTo(upTo(20));
    }

    @Test
    void a_restarted_node_catches_up_from_the_log() {
        ClusterUnderContract cluster = begin(3);
        int follower = missesSomething(cluster, "short");
        cluster.start(follower);
        awaitSameState(cluster, follower);
        assertThat(cluster.told(follower, "installs")).isFalse();
    }

    @Test
    void a_node_that_was_away_for_long_catches_up_from_a_snapshot_in_chunks() {
        ClusterUnderContract cluster = begin(3, "snapshot-entries=10");
        // 30 such names are more than two of the 64 KiB that a message holds.
        int follower = missesSomething(cluster, "long".repeat(1_500));
        cluster.start(follower);
        awaitSameState(cluster, follower);
        assertThat(cluster.told(follower, "installs")).isTrue();
        cluster.kill(follower);
        cluster.start(follower);
        awaitSameState(cluster, follower);
    }

    /** A follower that was killed before 30 registers were written. */
    private static int missesSomething(ClusterUnderContract cluster, String name) {
        int leader = Status.leader(cluster);
        int follower = leader % 3 + 1;
        Caller caller = new Caller(cluster, leader, "a");
        cluster.kill(follower);
        for (long i = 0; i < 30; i++) {
            caller.does(leader, new RegisterOperation.Write(name + i, i));
        }
        return follower;
    }

    private static void awaitSameState(ClusterUnderContract cluster, int node) {
        cluster.await("node " + node + " has the leader's state", () -> {
            Status leaders = Status.of(cluster, Status.leader(cluster));
            Status own = Status.of(cluster, node);
            return own.get("applied").equals(leaders.get("applied"))
                    && own.get("digest").equals(leaders.get("digest"));
        });
    }

    @Test
    void without_a_quorum_requests_end_in_time_and_with_one_they_are_served_again() {
        ClusterUnderContract cluster = begin(3, "request-millis=500");
        Caller caller = new Caller(cluster, 1, "a");
        caller.does(1, new RegisterOperation.Write("x", 1L));
        cluster.kill(2);
        cluster.kill(3);
        long before = cluster.nanos();
        assertThat(cluster.request(1, Command.once(new RegisterOperation.Write("y", 2L))))
                .isInstanceOfAny(Response.Refused.class, Response.Unknown.class);
        assertThat(cluster.request(1, Command.once(READ))).isInstanceOf(Response.Refused.class);
        assertThat(cluster.nanos() - before).isLessThan(10_000_000_000L);
        cluster.start(2);
        caller.does(1, new RegisterOperation.Write("x", 3L));
        assertThat(Caller.ask(cluster, 2, Command.once(READ))).isEqualTo(new Value.Number(3));
    }

    @Test
    void a_node_joins_as_a_learner_and_votes_once_it_has_caught_up() {
        ClusterUnderContract cluster = begin(3, "request-millis=500");
        add(new Caller(cluster, 1, "a"), 1, 0, 20);
        Request join = new MemberRequest.Add(4, cluster.address(4));
        cluster.await("node 4 is a learner", () -> {
            cluster.request(1, join);
            return Status.of(cluster, 1).get("learners").equals("4");
        });
        assertThat(Status.of(cluster, 1).get("voters")).isEqualTo("1,2,3");
        cluster.start(4);
        Caller.ask(cluster, 1, join);
        assertThat(Caller.ask(cluster, 2, new MemberRequest.Members())).isEqualTo(numbers(1, 2, 3, 4));
        assertThat(Caller.ask(cluster, 4, Command.once(READ_SET))).isEqualTo(upTo(20));
        assertThat(Status.of(cluster, 4).get("voters")).isEqualTo("1,2,3,4");
        // Two of the three others are no majority of four: its vote counts.
        cluster.kill(3);
        add(new Caller(cluster, 4, "b"), 4, 20, 5);
    }

    @Test
    void members_leave_even_the_leader() {
        ClusterUnderContract cluster = begin(4);
        int leader = Status.leader(cluster);
        int follower = leader % 4 + 1;
        int other = follower % 4 + 1;
        Caller.ask(cluster, other, new MemberRequest.Remove(follower));
        cluster.kill(follower);
        Caller.ask(cluster, other, new MemberRequest.Remove(leader));
        cluster.kill(leader);
        int last = other % 4 + 1;
        long[] left = {Math.min(other, last), Math.max(other, last)};
        assertThat(Caller.ask(cluster, other, new MemberRequest.Members())).isEqualTo(numbers(left));
        add(new Caller(cluster, other, "a"), other, 0, 3);
    }

    @Test
    void leadership_is_transferred_to_whom_one_asks_for() {
        ClusterUnderContract cluster = begin(3);
        int leader = Status.leader(cluster);
        int next = leader % 3 + 1;
        cluster.await("node " + next + " leads", () -> {
            cluster.request(leader, new MemberRequest.TransferLeadership(next));
            return Status.leader(cluster) == next;
        });
        cluster.await(
                "node 9 is refused",
                () -> cluster.request(next, new MemberRequest.TransferLeadership(9))
                        .equals(new Response.Refused("n9 is no other voting member")));
    }

    @Test
    void a_lock_passes_on_when_its_lease_ends_and_its_token_fences_who_had_it() {
        ClusterUnderContract cluster = begin(3);
        Caller first = new Caller(cluster, 1, "a");
        Caller second = new Caller(cluster, 2, "b");
        assertThat(first.does(1, ACQUIRE)).isEqualTo(ONE);
        assertThat(second.does(2, ACQUIRE)).isEqualTo(NOTHING);
        assertThat(first.does(1, new LockOperation.Renew("l", 1, 1))).isEqualTo(ONE);
        cluster.await("the lease ends", () -> second.does(2, ACQUIRE).equals(new Value.Number(2)));
        assertThat(first.does(3, new LockOperation.Renew("l", 1, 600_000))).isEqualTo(ZERO);
        assertThat(second.does(2, new LockOperation.ResourceWrite("l", 2, 20, true)))
                .isEqualTo(ONE);
        assertThat(first.does(1, new LockOperation.ResourceWrite("l", 1, 10, true)))
                .isEqualTo(ZERO);
        assertThat(first.does(1, new LockOperation.ResourceRead("l"))).isEqualTo(new Value.Pair(2, 20));
    }

    @Test
    void tasks_are_done_once_though_the_node_that_has_one_is_killed() {
        ClusterUnderContract cluster = begin(3, "task-millis=1500");
        int leader = Status.leader(cluster);
        Caller caller = new Caller(cluster, leader, "a");
        for (int task = 1; task <= 6; task++) {
            caller.does(leader, new TaskOperation.Submit(task));
        }
        List<Integer> busy = new ArrayList<>();
        cluster.await("a node has a task", () -> {
            rows(cluster, leader).stream()
                    .filter(row -> row.get(1) == 0 && row.get(2) != 0)
                    .forEach(row -> busy.add(Math.toIntExact(row.get(2))));
            return !busy.isEmpty();
        });
        cluster.kill(busy.get(0));
        int asked = busy.get(0) % 3 + 1;
        cluster.await(
                "every task has an effect", () -> rows(cluster, asked).stream().allMatch(row -> row.get(1) > 0));
        assertThat(rows(cluster, asked)).hasSize(6).allMatch(row -> row.get(1) == 1);
    }

    /** For each task its number, its effects, the node that has it, and how many had it. */
    private static List<List<Long>> rows(ClusterUnderContract cluster, int node) {
        Value.Rows rows = (Value.Rows) Caller.ask(cluster, node, Command.once(new TaskOperation.Tasks()));
        return rows.values().stream().map(Value.Numbers::values).toList();
    }

    @Test
    void what_is_no_request_is_answered_so_and_the_next_one_is_served() {
        ClusterUnderContract cluster = begin(1);
        byte[] good = new RequestFrame(7, new Request.Status()).encode();
        byte[] otherVersion = good.clone();
        otherVersion[0] = 9;
        byte[] unknownKind = good.clone();
        unknownKind[1] = 99;
        byte[] cutShort = Arrays.copyOf(good, 5);
        byte[] tooLong = Arrays.copyOf(good, good.length + 1);
        List<ResponseFrame> answers =
                cluster.exchange(1, List.of(otherVersion, unknownKind, cutShort, tooLong, new byte[0], good)).stream()
                        .map(ResponseFrame::decode)
                        .toList();
        assertThat(answers).extracting(ResponseFrame::id).containsExactly(0L, 7L, 0L, 7L, 0L, 7L);
        assertThat(answers.subList(0, 5))
                .extracting(ResponseFrame::response)
                .hasOnlyElementsOfType(Response.BadRequest.class);
        assertThat(answers.get(5).response()).isInstanceOf(Response.Ok.class);
    }

    /** Adds the numbers that come next; the last of them. */
    private static long add(Caller caller, int node, long last, int count) {
        for (long number = last + 1; number <= last + count; number++) {
            caller.does(node, new SetOperation.Add("s", number));
        }
        return last + count;
    }

    private static Value upTo(long last) {
        return numbers(LongStream.rangeClosed(1, last).toArray());
    }

    private static Value numbers(long... numbers) {
        return new Value.Numbers(LongStream.of(numbers).boxed().toList());
    }
}
