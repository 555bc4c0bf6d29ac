package dev.faultline.node.raft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A disk in memory: a crash loses any suffix of what was not synced. */
final class MemoryStore implements RaftStore {
    /** Called before anything becomes durable; may throw, as a process that dies in the middle of it does. */
    Runnable onSync = () -> {};

    private HardState hard = HardState.NEW;
    private List<Entry> log = new ArrayList<>();
    private long base;
    private List<Entry> durableLog = new ArrayList<>();
    private final List<Consumer<List<Entry>>> unsynced = new ArrayList<>();
    private @Nullable SnapshotInfo info;
    private byte[] state = new byte[0];

    void crash(RandomGenerator random) {
        int kept = random.nextInt(unsynced.size() + 1);
        unsynced.subList(0, kept).forEach(operation -> operation.accept(durableLog));
        unsynced.clear();
        log = new ArrayList<>(durableLog);
    }

    @Override
    public HardState hardState() {
        return hard;
    }

    @Override
    public void save(HardState hardState) {
        onSync.run();
        hard = hardState;
    }

    @Override
    public long firstIndex() {
        return base + 1;
    }

    @Override
    public long lastIndex() {
        return base + log.size();
    }

    @Override
    public long term(long index) {
        if (info != null && info.index() == index) {
            return info.term();
        }
        return index == 0 ? 0 : entry(index).term();
    }

    @Override
    public List<Entry> entries(long from, int bytesMax) {
        List<Entry> some = new ArrayList<>();
        int bytes = 0;
        for (long i = from; i <= lastIndex() && (some.isEmpty() || bytes + entry(i).data().length <= bytesMax); i++) {
            some.add(entry(i));
            bytes += entry(i).data().length;
        }
        return some;
    }

    @Override
    public Entry entry(long index) {
        return log.get(Math.toIntExact(index - base - 1));
    }

    @Override
    public void append(List<Entry> entries) {
        if (entries.get(0).index() != lastIndex() + 1) {
            throw new IllegalArgumentException("a gap before " + entries.get(0).index());
        }
        log.addAll(entries);
        unsynced.add(durable -> durable.addAll(entries));
    }

    @Override
    public void truncateFrom(long index) {
        int size = Math.toIntExact(index - base - 1);
        log.subList(size, log.size()).clear();
        unsynced.add(durable -> durable.subList(size, durable.size()).clear());
    }

    @Override
    public void sync() {
        onSync.run();
        unsynced.clear();
        durableLog = new ArrayList<>(log);
    }

    @Override
    public Optional<SnapshotInfo> snapshot() {
        return Optional.ofNullable(info);
    }

    @Override
    public byte[] snapshotChunk(long offset, int length) {
        int from = Math.toIntExact(Math.min(offset, state.length));
        return Arrays.copyOfRange(state, from, Math.min(state.length, from + length));
    }

    @Override
    public long snapshotBytes() {
        return state.length;
    }

    @Override
    public void saveSnapshot(SnapshotInfo snapshotInfo, byte[] bytes) {
        onSync.run();
        info = snapshotInfo;
        state = bytes;
    }

    @Override
    public void compactTo(long index) {
        sync();
        log.subList(0, Math.toIntExact(index - base)).clear();
        durableLog = new ArrayList<>(log);
        base = index;
    }

    @Override
    public void restartAfterSnapshot() {
        log.clear();
        durableLog.clear();
        unsynced.clear();
        base = Optional.ofNullable(info).orElseThrow().index();
    }

    /** As opening a real store does. */
    void open() {
        if (info != null && (lastIndex() < info.index() || base > info.index())) {
            restartAfterSnapshot();
        }
    }
}
