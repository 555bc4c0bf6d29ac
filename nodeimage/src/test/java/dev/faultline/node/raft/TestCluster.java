package dev.faultline.node.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Some servers, a network that can be cut, and what their clients know. */
final class TestCluster {
    static final long MILLI = 1_000_000;

    final World world;
    final List<TestNode> nodes = new ArrayList<>();
    final Set<Integer> acknowledged = new TreeSet<>();
    final List<String> violations = new ArrayList<>();
    final Invariants invariants = new Invariants(this);
    double loss;
    double doubled;
    long delayMax = 3 * MILLI;
    private final TreeSet<Integer> cut = new TreeSet<>();
    private int nextValue = 1;

    TestCluster(long seed, int servers, int voters, RaftOptions options, double diesInSync) {
        world = new World(seed);
        SortedMap<Integer, String> first = new TreeMap<>();
        for (int id = 1; id <= voters; id++) {
            first.put(id, "");
        }
        for (int id = 1; id <= servers; id++) {
            int self = id;
            TestNode node = new TestNode(
                    id,
                    world,
                    (peer, message) -> send(self, peer, message),
                    options,
                    Configuration.of(first),
                    diesInSync,
                    failure -> {
                        if (options.bugs().isEmpty()) {
                            violations.add("server " + self + ": " + failure.getMessage());
                        }
                    });
            node.acknowledged = command ->
                    acknowledged.add(java.nio.ByteBuffer.wrap(command).getInt());
            nodes.add(node);
        }
        nodes.forEach(TestNode::start);
    }

    TestNode node(int id) {
        return nodes.get(id - 1);
    }

    private void send(int from, int to, byte[] message) {
        int copies = world.chance(loss) ? 0 : world.chance(doubled) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long delay = world.random.nextLong(100_000, delayMax) * (world.chance(loss) ? 40 : 1);
            world.in(delay, () -> {
                if (!cut.contains(from * 100 + to) && to <= nodes.size()) {
                    node(to).call(() -> node(to).raft().receive(from, message));
                }
            });
        }
    }

    void cut(int from, int to) {
        cut.add(from * 100 + to);
    }

    void isolate(int id) {
        nodes.forEach(other -> {
            cut(id, other.id);
            cut(other.id, id);
        });
    }

    String describe() {
        StringBuilder all = new StringBuilder();
        for (TestNode node : nodes) {
            all.append('\n').append(node.id);
            if (node.up()) {
                Raft raft = node.raft();
                all.append(' ')
                        .append(raft.role())
                        .append(" term ")
                        .append(raft.term())
                        .append(" commit ");
                all.append(raft.commitIndex()).append(" last ").append(node.store.lastIndex());
                all.append(' ').append(raft.configuration()).append(' ').append(raft.followers());
            }
        }
        return all.toString();
    }

    void heal() {
        cut.clear();
    }

    void run(long nanos) {
        long until = world.now() + nanos;
        while (violations.isEmpty() && world.step(until)) {
            invariants.check();
        }
    }

    /** Until some server leads that a quorum follows. */
    TestNode leader() {
        for (int i = 0; i < 2400; i++) {
            run(25 * MILLI);
            for (TestNode node : nodes) {
                if (node.up() && node.raft().leads() && node.raft().commitIndex() > 0 && led(node)) {
                    return node;
                }
            }
        }
        throw new AssertionError("nobody leads: " + violations + describe());
    }

    private boolean led(TestNode leader) {
        return leader.raft()
                .configuration()
                .quorum(id -> node(id).up()
                        && node(id).raft().leader() == leader.id
                        && node(id).raft().term() == leader.raft().term());
    }

    int propose(TestNode node) {
        int value = nextValue++;
        node.call(
                () -> node.raft().propose(ValueSet.add(value)).ifPresent(p -> node.proposed.put(p.index(), p.term())));
        return value;
    }

    void read(TestNode node, ReadMode mode) {
        Set<Integer> mustSee = new TreeSet<>(acknowledged);
        node.call(() -> node.read(
                mode, mustSee, unseen -> violations.add(mode + " read on " + node.id + " does not see " + unseen)));
    }
}
