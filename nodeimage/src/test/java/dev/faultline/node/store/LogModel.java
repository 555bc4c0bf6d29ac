package dev.faultline.node.store;

import dev.faultline.node.raft.Entry;
import dev.faultline.node.raft.HardState;
import dev.faultline.node.raft.RaftStore;
import dev.faultline.node.raft.SnapshotInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a store may hold after a crash, kept naively: every state of its log since the last sync, every other value not yet replaced. */
final class LogModel {

    /** A log: what it begins after, and its entries. */
    record Log(long base, long baseTerm, List<Entry> entries) {
        Log {
            entries = List.copyOf(entries);
        }

        long last() {
            return base + entries.size();
        }

        long term(long index) {
            return index == base ? baseTerm : entry(index).term();
        }

        Entry entry(long index) {
            return entries.get((int) (index - base - 1));
        }

        Log with(Entry entry) {
            List<Entry> more = new ArrayList<>(entries);
            more.add(entry);
            return new Log(base, baseTerm, more);
        }

        Log before(long index) {
            return new Log(base, baseTerm, entries.subList(0, (int) (index - base - 1)));
        }

        /** What is left of it beside a snapshot: nothing if it does not match it. */
        Log beside(@Nullable Snapshot snapshot) {
            if (snapshot == null) {
                return this;
            }
            long index = snapshot.info.index();
            boolean matches = index >= base && index <= last() && term(index) == snapshot.info.term();
            return matches ? this : new Log(index, snapshot.info.term(), List.of());
        }
    }

    record Snapshot(SnapshotInfo info, byte[] state) {}

    final List<Log> logs = new ArrayList<>(List.of(new Log(0, 0, List.of())));
    final List<HardState> states = new ArrayList<>(List.of(HardState.NEW));
    final List<Optional<Snapshot>> snapshots = new ArrayList<>(List.of(Optional.empty()));
    long compacted;

    static <T> T latest(List<T> values) {
        return values.get(values.size() - 1);
    }

    static <T> void settle(List<T> values) {
        values.subList(0, values.size() - 1).clear();
    }

    Log log() {
        return latest(logs);
    }

    /** Requires that the store holds one of the states it may hold; from here on that is the only one. */
    void meet(RaftStore store) {
        HardState state = store.hardState();
        require(states.contains(state), "state " + state + " instead of one of " + states);
        states.clear();
        states.add(state);
        Optional<Snapshot> snapshot = snapshots.stream()
                .filter(candidate -> same(candidate, store))
                .findFirst()
                .orElseThrow(() -> new AssertionError("snapshot " + store.snapshot()));
        snapshots.clear();
        snapshots.add(snapshot);
        Log log = logs.stream()
                .map(candidate -> candidate.beside(snapshot.orElse(null)))
                .filter(candidate -> same(candidate, store))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "log from " + store.firstIndex() + " to " + store.lastIndex() + " instead of one of " + logs));
        logs.clear();
        logs.add(log);
    }

    private boolean same(Log log, RaftStore store) {
        if (log.last() != store.lastIndex() || store.firstIndex() > Math.max(log.base(), compacted) + 1) {
            return false;
        }
        for (long index = Math.max(store.firstIndex(), log.base() + 1); index <= log.last(); index++) {
            if (!same(log.entry(index), store.entry(index)) || store.term(index) != log.term(index)) {
                return false;
            }
        }
        return true;
    }

    static boolean same(Entry one, Entry other) {
        return one.index() == other.index()
                && one.term() == other.term()
                && one.kind() == other.kind()
                && Arrays.equals(one.data(), other.data());
    }

    private static boolean same(Optional<Snapshot> one, RaftStore store) {
        if (one.isEmpty() || store.snapshot().isEmpty()) {
            return one.isEmpty() && store.snapshot().isEmpty();
        }
        SnapshotInfo info = store.snapshot().get();
        return info.index() == one.get().info.index()
                && info.term() == one.get().info.term()
                && Arrays.equals(info.configuration(), one.get().info.configuration())
                && Arrays.equals(store.snapshotChunk(0, Integer.MAX_VALUE), one.get().state)
                && store.snapshotBytes() == one.get().state.length;
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }
}
