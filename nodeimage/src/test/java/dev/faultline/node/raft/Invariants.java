package dev.faultline.node.raft;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** Figure 3.2, checked after every step. */
final class Invariants {
    private record Committed(Entry entry, long inTerm) {}

    private final TestCluster cluster;
    private final TreeMap<Long, Integer> leaders = new TreeMap<>();
    private final TreeMap<Long, Committed> committed = new TreeMap<>();
    private final TreeMap<Integer, Long> seenCommit = new TreeMap<>();
    private final TreeMap<Integer, Raft> seenProcess = new TreeMap<>();
    private int steps;

    Invariants(TestCluster cluster) {
        this.cluster = cluster;
    }

    void check() {
        for (TestNode node : cluster.nodes) {
            Raft raft = node.raft;
            if (raft == null) {
                continue;
            }
            if (seenProcess.put(node.id, raft) != raft) {
                seenCommit.put(node.id, 0L);
            }
            stateMachineSafety(node, raft);
            if (raft.leads()) {
                electionSafety(node, raft);
            }
        }
        if (++steps % 200 == 0) {
            logMatching();
        }
    }

    private void violated(String what) {
        cluster.violations.add(what);
    }

    private void electionSafety(TestNode node, Raft raft) {
        Integer other = leaders.put(raft.term(), node.id);
        if (other == null) {
            leaderCompleteness(node, raft);
        } else if (other != node.id) {
            violated("Election Safety: " + other + " and " + node.id + " lead term " + raft.term());
        }
    }

    private void leaderCompleteness(TestNode node, Raft raft) {
        committed.forEach((index, known) -> {
            if (known.inTerm() < raft.term() && !has(node.store, known.entry())) {
                violated(
                        "Leader Completeness: " + node.id + " leads term " + raft.term() + " without " + known.entry());
            }
        });
    }

    private static boolean has(MemoryStore store, Entry entry) {
        return entry.index() < store.firstIndex()
                || (entry.index() <= store.lastIndex() && same(store.entry(entry.index()), entry));
    }

    private static boolean same(Entry one, Entry other) {
        return one.term() == other.term() && one.kind() == other.kind() && Arrays.equals(one.data(), other.data());
    }

    private void stateMachineSafety(TestNode node, Raft raft) {
        long from = Math.max(seenCommit.getOrDefault(node.id, 0L) + 1, node.store.firstIndex());
        for (long index = from; index <= raft.commitIndex(); index++) {
            Entry entry = node.store.entry(index);
            Committed known = committed.putIfAbsent(index, new Committed(entry, raft.term()));
            if (known != null && !same(known.entry(), entry)) {
                violated("State Machine Safety: " + node.id + " committed " + entry + " instead of " + known.entry());
            }
        }
        seenCommit.put(node.id, raft.commitIndex());
    }

    void logMatching() {
        List<TestNode> nodes = cluster.nodes;
        for (TestNode one : nodes) {
            for (TestNode other : nodes.subList(0, one.id - 1)) {
                logMatching(one, other);
            }
        }
    }

    private void logMatching(TestNode one, TestNode other) {
        boolean matched = false;
        long first = Math.max(one.store.firstIndex(), other.store.firstIndex());
        for (long i = Math.min(one.store.lastIndex(), other.store.lastIndex()); i >= first; i--) {
            Entry mine = one.store.entry(i);
            Entry theirs = other.store.entry(i);
            matched |= mine.term() == theirs.term();
            if (matched && !same(mine, theirs)) {
                violated("Log Matching: " + one.id + " and " + other.id + " differ at " + i);
                return;
            }
        }
    }
}
