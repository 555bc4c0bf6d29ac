package dev.faultline.node.raft;

import static dev.faultline.node.raft.TestCluster.MILLI;

import dev.faultline.node.Bug;
import java.util.List;
import java.util.Set;

/** One run under random faults, all of which follow from the seed. */
final class Chaos {
    private final TestCluster cluster;
    private final World world;

    /** How likely a new leader is disturbed at once. */
    private final double shortLeadership;

    private Chaos(TestCluster cluster, double shortLeadership) {
        this.cluster = cluster;
        this.world = cluster.world;
        this.shortLeadership = shortLeadership;
    }

    /** What was violated first; nothing if all is well. */
    static List<String> run(long seed, Set<Bug> bugs) {
        return run(seed, bugs, seed % 3 == 0, 0.3);
    }

    /**
     * As {@link #run(long, Set)}, with what figure 3.8 needs in every run: entries reach others one by one, each later than the next
     * heartbeat, and leaders fail before they have replicated one of their own.
     */
    static List<String> runWithShortLeaderships(long seed, Set<Bug> bugs) {
        return run(seed, bugs, true, 0.8);
    }

    private static List<String> run(long seed, Set<Bug> bugs, boolean slow, double shortLeadership) {
        boolean leases = seed % 2 == 0;
        RaftOptions options = RaftOptions.DEFAULT
                .withTimeouts(30 * MILLI, 150 * MILLI, 300 * MILLI)
                .withReplication(slow ? 1 : 64, slow ? 1 : 4)
                .withSnapshots(30, 10, 50)
                .withLeases(leases)
                .withBugs(bugs);
        boolean five = seed % 5 < 2;
        TestCluster cluster = new TestCluster(seed, five ? 6 : 4, five ? 5 : 3, options, 0.004);
        cluster.loss = 0.03;
        cluster.delayMax = (slow ? 30 : 3) * MILLI;
        cluster.doubled = 0.03;
        Chaos chaos = new Chaos(cluster, shortLeadership);
        chaos.disturb();
        chaos.disturbNewLeaders(0);
        chaos.work();
        cluster.run(8000 * MILLI);
        if (cluster.violations.isEmpty()) {
            cluster.invariants.logMatching();
        }
        if (cluster.violations.isEmpty() && bugs.isEmpty()) {
            chaos.recover();
        }
        return cluster.violations;
    }

    private void recover() {
        cluster.heal();
        cluster.loss = 0;
        stopped = true;
        cluster.run(1000 * MILLI);
        cluster.nodes.forEach(TestNode::restart);
        TestNode leader = cluster.leader();
        int value = cluster.propose(leader);
        for (int i = 0; i < 600 && !cluster.acknowledged.contains(value); i++) {
            cluster.run(100 * MILLI);
            if (i % 50 == 49) {
                value = cluster.propose(cluster.leader());
            }
        }
        if (!cluster.acknowledged.contains(value) && cluster.violations.isEmpty()) {
            cluster.violations.add("no progress after faults ended: " + cluster.describe());
        }
    }

    private boolean stopped;

    private TestNode anyNode() {
        return cluster.nodes.get(world.random.nextInt(cluster.nodes.size()));
    }

    private void work() {
        if (stopped) {
            return;
        }
        for (TestNode node : cluster.nodes) {
            if (node.up() && node.raft().leads()) {
                cluster.propose(node);
                if (world.chance(0.3)) {
                    cluster.propose(node);
                }
            }
            if (world.chance(0.3)) {
                cluster.read(node, world.chance(0.5) ? ReadMode.INDEX : ReadMode.LEASE);
            }
        }
        world.in(world.random.nextLong(MILLI, 20 * MILLI), this::work);
    }

    private void disturb() {
        if (stopped) {
            return;
        }
        TestNode node = anyNode();
        switch (world.random.nextInt(9)) {
            case 0 -> crash(node);
            case 1 -> partition();
            case 2 -> cluster.isolate(node.id);
            case 3 -> cluster.cut(node.id, anyNode().id);
            case 4, 5 -> cluster.heal();
            case 6 -> node.pause(world.random.nextLong(MILLI, 700 * MILLI));
            case 7 -> leaders().forEach(l -> l.call(() -> l.raft().transferTo(anyNode().id)));
            default -> {
                leaders().forEach(l -> l.call(() -> l.raft().change(someChange(l.raft()))));
                if (world.chance(0.5)) {
                    world.in(world.random.nextLong(MILLI, 20 * MILLI), this::partition);
                }
            }
        }
        world.in(world.random.nextLong(20 * MILLI, 400 * MILLI), this::disturb);
    }

    /** What happens right after an election is where most rules matter. */
    private void disturbNewLeaders(long seenTerm) {
        if (stopped) {
            return;
        }
        long seen = seenTerm;
        for (TestNode leader : leaders()) {
            if (leader.up() && leader.raft().term() > seen) {
                seen = leader.raft().term();
                if (world.chance(shortLeadership)) {
                    crashOrCut(leader);
                }
            }
        }
        long next = seen;
        world.in(2 * MILLI, () -> disturbNewLeaders(next));
    }

    private void crashOrCut(TestNode node) {
        int what = world.random.nextInt(3);
        if (what == 0) {
            crash(node);
            return;
        }
        cluster.isolate(node.id);
        if (what == 1) {
            cluster.nodes.stream().filter(other -> other != node).forEach(this::crash);
        }
    }

    private void crash(TestNode node) {
        if (node.up()) {
            node.crash();
            world.in(world.random.nextLong(MILLI, (world.chance(0.5) ? 20 : 600) * MILLI), node::restart);
        }
    }

    /** Two groups that do not hear each other. */
    private void partition() {
        if (stopped) {
            return;
        }
        int side = world.random.nextInt(1 << cluster.nodes.size());
        for (TestNode one : cluster.nodes) {
            for (TestNode other : cluster.nodes) {
                if ((side >> one.id - 1 & 1) != (side >> other.id - 1 & 1)) {
                    cluster.cut(one.id, other.id);
                }
            }
        }
    }

    private ChangeMembers someChange(Raft leader) {
        ChangeMembers members = ChangeMembers.from(leader.configuration());
        for (int i = 0; i < 2; i++) {
            int id = anyNode().id;
            members = switch (world.random.nextInt(4)) {
                case 0 -> members.voters().size() > 2 ? members.remove(id) : members;
                case 1 -> members.voters().size() > 2 ? members.learner(id, "") : members;
                default -> members.add(id, "");
            };
        }
        return members;
    }

    private List<TestNode> leaders() {
        return cluster.nodes.stream().filter(n -> n.up() && n.raft().leads()).toList();
    }
}
