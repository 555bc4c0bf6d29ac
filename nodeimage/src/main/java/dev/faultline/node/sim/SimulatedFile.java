package dev.faultline.node.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The bytes of one file, as they are seen, and what of them is not durable. Its names are the disk's affair. */
final class SimulatedFile {
    static final int SECTOR = 512;

    private byte[] bytes = {};
    private int size;
    final ChangeLog unsynced = new ChangeLog();
    /** What a failed sync left unwritten, and the system calls written: pairs of offset and end. Seen until the power goes. */
    private final List<int[]> holes = new ArrayList<>();

    /** Bytes were added. */
    private final class Append implements ChangeLog.Change {
        private final int before;
        private final int after;

        Append(int before, int after) {
            this.before = before;
            this.after = after;
        }

        @Override
        public void undo() {
            size = before;
        }

        /** Undoes it but for the first {@code kept} bytes, the last sector of which may hold anything. */
        int[] tear(int kept, Dice dice) {
            if (kept == 0 || dice.nextBoolean()) {
                size = before + kept;
                return new int[] {size, 0};
            }
            return spoil(kept, dice);
        }

        /** Undoes it but for some of its first bytes, which may be right. */
        int[] halve(Dice dice) {
            int kept = 1 + dice.nextInt(after - before);
            if (kept < after - before && dice.nextBoolean()) {
                size = before + kept;
                return new int[] {before, kept};
            }
            return spoil(kept, dice);
        }

        /** Undoes it but for the first {@code kept} bytes; the last sector of them holds anything. */
        private int[] spoil(int kept, Dice dice) {
            size = before + kept;
            int from = Math.max(before, (size - 1) / SECTOR * SECTOR);
            boolean zeros = dice.nextBoolean();
            for (int i = from; i < size; i++) {
                bytes[i] = zeros ? 0 : (byte) dice.nextInt(256);
            }
            return new int[] {from, size - from};
        }
    }

    /** It was cut; what was behind is kept, as appends may overwrite it. */
    private final class Truncation implements ChangeLog.Change {
        private final int after;
        private final byte[] behind;

        Truncation(int after, byte[] behind) {
            this.after = after;
            this.behind = behind;
        }

        @Override
        public void undo() {
            System.arraycopy(behind, 0, bytes, after, behind.length);
            size = after + behind.length;
        }
    }

    int size() {
        return size;
    }

    byte[] read(long offset, int length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("offset and length must be 0 or more, not " + offset + " and " + length);
        }
        int from = (int) Math.min(offset, size);
        return Arrays.copyOfRange(bytes, from, from + Math.min(length, size - from));
    }

    void append(long at, byte[] added, int length) {
        if (length == 0) {
            return;
        }
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + length, Math.max(256, bytes.length * 2)));
        }
        System.arraycopy(added, 0, bytes, size, length);
        unsynced.add(at, new Append(size, size + length));
        size += length;
    }

    void truncate(long at, long length) {
        if (length < 0 || length > size) {
            throw new IllegalArgumentException("size must be from 0 to " + size + ", not " + length);
        }
        if (length < size) {
            int after = (int) length;
            unsynced.add(at, new Truncation(after, Arrays.copyOfRange(bytes, after, size)));
            size = after;
            holes.removeIf(hole -> hole[0] >= after);
            holes.forEach(hole -> hole[1] = Math.min(hole[1], after));
        }
    }

    /**
     * A sync has failed. Systems mark what it should have written as written all the same, so that no later sync tries again (Rebello et
     * al., Can applications recover from fsync failures?, ATC 2020): about half of the appends are never written.
     */
    void failSync(Dice dice) {
        for (ChangeLog.Change change : unsynced.changes()) {
            if (change instanceof Append append && dice.nextBoolean()) {
                holes.add(new int[] {append.before, append.after});
            }
        }
    }

    boolean mayLose() {
        return !unsynced.isEmpty() || !holes.isEmpty();
    }

    /** What a crash leaves: what is durable, and of the rest a drawn part. */
    CrashReport.FileLoss crash(String name, PowerLoss loss, Dice dice) {
        int before = size;
        List<ChangeLog.Change> changes = unsynced.changes();
        int kept = kept(changes, loss, dice);
        boolean tears = loss == PowerLoss.TEARING;
        int[] torn = {0, 0};
        if (kept < changes.size() && changes.get(kept) instanceof Append append && (tears || dice.nextBoolean())) {
            // All later changes are undone first, so that the file ends with this one when it is torn.
            unsynced.cutTo(kept + 1);
            torn = tears ? append.halve(dice) : append.tear(dice.nextInt(append.after - append.before + 1), dice);
        } else {
            unsynced.cutTo(kept);
        }
        long zeroed = fillHoles();
        return new CrashReport.FileLoss(name, changes.size(), kept, before, size, torn[0], torn[1], zeroed);
    }

    /** How many of the changes stay whole, oldest first. */
    private static int kept(List<ChangeLog.Change> changes, PowerLoss loss, Dice dice) {
        if (changes.isEmpty()) {
            return 0;
        }
        int[] appends = IntStream.range(0, changes.size())
                .filter(i -> changes.get(i) instanceof Append)
                .toArray();
        if (loss == PowerLoss.TEARING && appends.length > 0) {
            return appends[dice.nextInt(appends.length)];
        }
        return dice.nextInt(changes.size() + (loss == PowerLoss.DRAWN ? 1 : 0));
    }

    private long fillHoles() {
        long zeroed = 0;
        for (int[] hole : holes) {
            int end = Math.min(hole[1], size);
            if (hole[0] < end) {
                Arrays.fill(bytes, hole[0], end, (byte) 0);
                zeroed += end - hole[0];
            }
        }
        holes.clear();
        return zeroed;
    }

    /** How many bytes from the beginning are durable and not to be cut by anything that is not. */
    int durable() {
        int least = size;
        for (ChangeLog.Change change : unsynced.changes()) {
            least = Math.min(least, change instanceof Append append ? append.before : ((Truncation) change).after);
        }
        return least;
    }

    /** One bit of one durable byte changes; the caller knows that there is one. */
    Damage flip(String name, Dice dice) {
        int at = dice.nextInt(durable());
        byte before = bytes[at];
        bytes[at] ^= (byte) (1 << dice.nextInt(8));
        return new Damage(name, at, before & 0xff, bytes[at] & 0xff, size, size);
    }

    /** It ends earlier, durably; the caller knows that something is durable. */
    Damage shorten(String name, Dice dice) {
        int before = size;
        size = dice.nextInt(durable());
        unsynced.cutTo(unsynced.changes().size());
        return new Damage(name, size, 0, 0, before, size);
    }
}
