package dev.faultline.node.store;

import dev.faultline.node.raft.Entry;
import dev.faultline.node.raft.HardState;
import dev.faultline.node.raft.SnapshotInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Does to a store what a server may do, drawn at random, and the same to its model: first what may be, then what is. */
final class LogDriver {
    static final long SEGMENT_BYTES = 700;

    private final RandomGenerator random;
    private final LogModel model;
    private long term = 1;

    LogDriver(RandomGenerator random, LogModel model) {
        this.random = random;
        this.model = model;
    }

    static DurableStore open(CrashingStorage storage) {
        return DurableStore.open(storage, SEGMENT_BYTES, Set.of(), event -> {});
    }

    void step(DurableStore store) {
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> append(store);
            case 4, 5, 6 -> sync(store);
            case 7 -> truncate(store);
            case 8 -> save(store);
            case 9 -> takeSnapshot(store);
            case 10 -> compact(store);
            default -> installSnapshot(store);
        }
    }

    private void append(DurableStore store) {
        List<Entry> entries = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            byte[] data = new byte[random.nextInt(10) == 0 ? random.nextInt(1500) : random.nextInt(60)];
            random.nextBytes(data);
            Entry.Kind kind = Entry.Kind.values()[random.nextInt(3)];
            Entry entry = new Entry(model.log().last() + 1, term, kind, data);
            entries.add(entry);
            model.logs.add(model.log().with(entry));
        }
        store.append(entries);
    }

    private void sync(DurableStore store) {
        store.sync();
        LogModel.settle(model.logs);
    }

    private void truncate(DurableStore store) {
        long least = Math.max(
                store.firstIndex(), store.snapshot().map(SnapshotInfo::index).orElse(0L) + 1);
        if (least > store.lastIndex()) {
            return;
        }
        long index = random.nextLong(least, store.lastIndex() + 1);
        model.logs.add(model.log().before(index));
        term++;
        store.truncateFrom(index);
    }

    private void save(DurableStore store) {
        HardState state = new HardState(++term, random.nextInt(4));
        model.states.add(state);
        store.save(state);
        LogModel.settle(model.states);
    }

    private void takeSnapshot(DurableStore store) {
        long least = Math.max(
                store.firstIndex(), store.snapshot().map(SnapshotInfo::index).orElse(0L) + 1);
        if (least <= store.lastIndex()) {
            // What a snapshot stands for is committed, so it was synced.
            sync(store);
            long index = random.nextLong(least, store.lastIndex() + 1);
            keep(store, new SnapshotInfo(index, store.term(index), new byte[] {1, 2, 3}));
        }
    }

    private void compact(DurableStore store) {
        if (store.snapshot().isPresent()) {
            long index = random.nextLong(store.snapshot().get().index() + 1);
            model.compacted = Math.max(model.compacted, index);
            store.compactTo(index);
        }
    }

    private void installSnapshot(DurableStore store) {
        long before = store.snapshot().map(SnapshotInfo::index).orElse(0L);
        SnapshotInfo info = new SnapshotInfo(before + random.nextInt(1, 30), ++term, new byte[random.nextInt(5)]);
        keep(store, info);
        model.logs.add(new LogModel.Log(info.index(), info.term(), List.of()));
        store.restartAfterSnapshot();
        LogModel.settle(model.logs);
    }

    private void keep(DurableStore store, SnapshotInfo info) {
        byte[] state = new byte[random.nextInt(2000)];
        random.nextBytes(state);
        model.snapshots.add(Optional.of(new LogModel.Snapshot(info, state)));
        store.saveSnapshot(info, state);
        LogModel.settle(model.snapshots);
    }
}
