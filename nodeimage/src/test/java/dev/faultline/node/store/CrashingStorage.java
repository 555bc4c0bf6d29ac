package dev.faultline.node.store;

import dev.faultline.node.Storage;
import dev.faultline.node.StorageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Files in memory that lose in a crash what a disk may lose. Can be told to crash before a certain step. */
final class CrashingStorage implements Storage {

    /** The process ends here. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Content {
        byte[] bytes = {};
        /** What it was after each step since the last sync, the synced one first. */
        final List<byte[]> states = new ArrayList<>(List.of(bytes));

        void become(byte[] next) {
            bytes = next;
            states.add(next);
        }

        void settle(byte[] now) {
            bytes = now;
            states.clear();
            states.add(now);
        }
    }

    private TreeMap<String, Content> names = new TreeMap<>();
    private final List<TreeMap<String, Content>> directories = new ArrayList<>(List.of(new TreeMap<>()));
    private int stepsLeft = Integer.MAX_VALUE;
    private int room = Integer.MAX_VALUE;
    private boolean failing;

    void crashBeforeStep(int steps) {
        stepsLeft = steps;
    }

    /** Bytes that can still be appended. */
    void room(int bytes) {
        room = bytes;
    }

    void fail(boolean fails) {
        failing = fails;
    }

    /** The process is gone and the machine is not: what was written is there. */
    void kill() {
        stepsLeft = Integer.MAX_VALUE;
    }

    /** The machine is gone: what was not synced is there in part, and its last sector may hold anything from some byte on. */
    void crash(RandomGenerator random) {
        stepsLeft = Integer.MAX_VALUE;
        settle(directories.get(random.nextInt(directories.size())));
        for (Content content : names.values()) {
            int kept = random.nextInt(content.states.size());
            byte[] state = content.states.get(kept);
            if (kept + 1 < content.states.size() && random.nextBoolean()) {
                state = torn(state, content.states.get(kept + 1), random);
            }
            content.settle(state);
        }
    }

    /** Nothing that was not synced is there. */
    void crashLosingAll() {
        stepsLeft = Integer.MAX_VALUE;
        settle(directories.get(0));
        names.values().forEach(content -> content.settle(content.states.get(0)));
    }

    private static byte[] torn(byte[] before, byte[] after, RandomGenerator random) {
        if (after.length <= before.length) {
            return before;
        }
        int length = random.nextInt(before.length, after.length + 1);
        byte[] kept = Arrays.copyOf(after, length);
        if (length > before.length && random.nextBoolean()) {
            int sector = Math.max(before.length, (length - 1) / 512 * 512);
            for (int at = random.nextInt(sector, length); at < length; at++) {
                kept[at] = (byte) random.nextInt();
            }
        }
        return kept;
    }

    CrashingStorage copy() {
        CrashingStorage copy = new CrashingStorage();
        names.forEach((name, content) -> {
            Content same = new Content();
            same.settle(content.bytes);
            copy.names.put(name, same);
        });
        copy.settle(copy.names);
        return copy;
    }

    /** Changes what is stored behind everybody's back. */
    void replace(String file, byte[] bytes) {
        content(file).settle(bytes);
    }

    byte[] bytes(String file) {
        return content(file).bytes.clone();
    }

    private void settle(TreeMap<String, Content> now) {
        names = new TreeMap<>(now);
        directories.clear();
        directories.add(new TreeMap<>(now));
    }

    private void step() {
        if (stepsLeft-- <= 0) {
            throw new Crash();
        }
    }

    private Content content(String file) {
        @Nullable Content content = names.get(file);
        if (content == null) {
            throw new StorageException("there is no file " + file, false);
        }
        return content;
    }

    @Override
    public List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public long size(String file) {
        return names.containsKey(file) ? content(file).bytes.length : -1;
    }

    @Override
    public byte[] read(String file, long offset, int length) {
        byte[] bytes = content(file).bytes;
        int from = (int) Math.min(offset, bytes.length);
        return Arrays.copyOfRange(bytes, from, Math.min(from + length, bytes.length));
    }

    @Override
    public void append(String file, byte[] bytes) {
        step();
        if (failing) {
            throw new StorageException("input/output error", false);
        }
        if (!names.containsKey(file)) {
            names.put(file, new Content());
            directories.add(new TreeMap<>(names));
        }
        Content content = content(file);
        int length = Math.min(room, bytes.length);
        byte[] longer = Arrays.copyOf(content.bytes, content.bytes.length + length);
        System.arraycopy(bytes, 0, longer, content.bytes.length, length);
        content.become(longer);
        room -= length;
        if (length < bytes.length) {
            throw new StorageException("no space left", true);
        }
    }

    @Override
    public void truncate(String file, long size) {
        step();
        content(file).become(Arrays.copyOf(content(file).bytes, (int) size));
    }

    @Override
    public void rename(String file, String name) {
        step();
        Content content = content(file);
        names.remove(file);
        names.put(name, content);
        directories.add(new TreeMap<>(names));
    }

    @Override
    public void delete(String file) {
        step();
        content(file);
        names.remove(file);
        directories.add(new TreeMap<>(names));
    }

    @Override
    public void sync(String file) {
        step();
        content(file).settle(content(file).bytes);
    }

    @Override
    public void syncDirectory() {
        step();
        settle(names);
    }
}
