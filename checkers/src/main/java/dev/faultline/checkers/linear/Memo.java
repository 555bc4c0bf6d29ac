package dev.faultline.checkers.linear;

import java.util.Arrays;

/**
 * The configurations a search has visited, in flat arrays.
 *
 * <p>A configuration is an event position, a state, the mask of open operations already linearized, and how many
 * operations of each unbounded class were used. One that used no more of any class, and has linearized no fewer of the operations
 * that never change a state, all else equal, can do whatever the other can. So only what is left of the mask belongs to the key, and
 * for each key the antichain of the best <em>vectors</em> is kept: the idle operations done, and the counts. Whatever one of them
 * dominates counts as visited.
 */
final class Memo {
    private static final int NONE = -1;

    private final int words;
    private final int classes;

    /** Ints of a vector: two for each word of idle operations done, then the counts, then the next vector of the entry. */
    private final int stride;

    private final long bytesMax;

    /** Hash table of entry numbers, plus one; zero is empty. */
    private int[] table = new int[1 << 10];

    /** By entry: position and state, then the mask. */
    private long[] keys = new long[1 << 8];

    /** By entry: its first vector. */
    private int[] heads = new int[1 << 8];

    private int entries;

    private int[] vectors = {};

    /** The vector to be added, without its last int. */
    private final int[] fresh;

    private final long[] key;

    private int vectorCount;
    private int freeVector = NONE;

    /** Vectors compared so far: where many crashed it is most of the work. */
    long comparisons;

    Memo(int words, int classes, long bytesMax) {
        this.words = words;
        this.classes = classes;
        this.stride = 2 * words + classes + 1;
        this.fresh = new int[2 * words + classes];
        this.key = new long[words];
        this.bytesMax = bytesMax;
    }

    /** The bytes held now. */
    long bytes() {
        return 4L * table.length + 8L * keys.length + 4L * heads.length + 4L * vectors.length;
    }

    /**
     * Adds a configuration; false when it, or one that can do whatever it can, was there before.
     *
     * @throws OutOfBudget when adding it would take more bytes than allowed
     */
    boolean add(int position, int state, long[] linearized, long[] idle, int[] used) throws OutOfBudget {
        for (int w = 0; w < words; w++) {
            long done = linearized[w] & idle[w];
            key[w] = linearized[w] & ~idle[w];
            fresh[2 * w] = (int) done;
            fresh[2 * w + 1] = (int) (done >>> 32);
        }
        System.arraycopy(used, 0, fresh, 2 * words, classes);
        long first = (long) position << 32 | state;
        int slot = find(first, key);
        if (table[slot] != 0) {
            return addVector(table[slot] - 1);
        }
        int entry = newEntry();
        if (2 * entries > table.length) {
            rehash();
            slot = find(first, key);
        }
        int at = entry * (words + 1);
        keys[at] = first;
        System.arraycopy(key, 0, keys, at + 1, words);
        heads[entry] = NONE;
        table[slot] = entry + 1;
        return addVector(entry);
    }

    private int find(long first, long[] mask) {
        long hash = first;
        for (int w = 0; w < words; w++) {
            hash = mix(hash) ^ mask[w];
        }
        int slot = (int) mix(hash) & table.length - 1;
        while (table[slot] != 0 && !matches(table[slot] - 1, first, mask)) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private boolean matches(int entry, long first, long[] mask) {
        int at = entry * (words + 1);
        if (keys[at] != first) {
            return false;
        }
        for (int w = 0; w < words; w++) {
            if (keys[at + 1 + w] != mask[w]) {
                return false;
            }
        }
        return true;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long x) {
        long z = (x ^ x >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private boolean addVector(int entry) throws OutOfBudget {
        int previous = NONE;
        int vector = heads[entry];
        while (vector != NONE) {
            int next = vectors[link(vector)];
            comparisons++;
            if (storedIsAsGood(vector)) {
                return false;
            }
            if (storedIsNoBetter(vector)) {
                unlink(entry, previous, vector, next);
            } else {
                previous = vector;
            }
            vector = next;
        }
        int added = newVector();
        System.arraycopy(fresh, 0, vectors, added * stride, stride - 1);
        vectors[link(added)] = heads[entry];
        heads[entry] = added;
        return true;
    }

    private int link(int vector) {
        return vector * stride + stride - 1;
    }

    private void unlink(int entry, int previous, int vector, int next) {
        if (previous == NONE) {
            heads[entry] = next;
        } else {
            vectors[link(previous)] = next;
        }
        vectors[link(vector)] = freeVector;
        freeVector = vector;
    }

    private boolean storedIsAsGood(int vector) {
        int at = vector * stride;
        for (int i = 0; i < 2 * words; i++) {
            if ((fresh[i] & ~vectors[at + i]) != 0) {
                return false;
            }
        }
        for (int i = 2 * words; i < fresh.length; i++) {
            if (vectors[at + i] > fresh[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean storedIsNoBetter(int vector) {
        int at = vector * stride;
        for (int i = 0; i < 2 * words; i++) {
            if ((vectors[at + i] & ~fresh[i]) != 0) {
                return false;
            }
        }
        for (int i = 2 * words; i < fresh.length; i++) {
            if (vectors[at + i] < fresh[i]) {
                return false;
            }
        }
        return true;
    }

    private int newEntry() throws OutOfBudget {
        if (entries == heads.length) {
            int capacity = capacity(heads.length, words + 1);
            allow(4L * (capacity - heads.length) + 8L * (capacity * (long) (words + 1) - keys.length));
            heads = Arrays.copyOf(heads, capacity);
            keys = Arrays.copyOf(keys, capacity * (words + 1));
        } else if (keys.length < (entries + 1) * (words + 1)) {
            keys = Arrays.copyOf(keys, heads.length * (words + 1));
        }
        return entries++;
    }

    private int newVector() throws OutOfBudget {
        if (freeVector != NONE) {
            int reused = freeVector;
            freeVector = vectors[link(reused)];
            return reused;
        }
        if ((vectorCount + 1) * (long) stride > vectors.length) {
            int capacity = capacity(Math.max(64, vectorCount), stride);
            allow(4L * (capacity * (long) stride - vectors.length));
            vectors = Arrays.copyOf(vectors, capacity * stride);
        }
        return vectorCount++;
    }

    /** Twice as many, as far as one array can hold them. */
    private static int capacity(int current, int stride) throws OutOfBudget {
        long doubled = Math.min(2L * current, (Integer.MAX_VALUE - 8L) / stride);
        if (doubled <= current) {
            throw new OutOfBudget("the search has visited more configurations than one array holds");
        }
        return (int) doubled;
    }

    private void rehash() throws OutOfBudget {
        if (table.length == 1 << 30) {
            throw new OutOfBudget("the search has visited more configurations than one array holds");
        }
        allow(4L * table.length);
        int[] old = table;
        table = new int[old.length * 2];
        long[] mask = new long[words];
        for (int value : old) {
            if (value != 0 && (value - 1) < entries) {
                int at = (value - 1) * (words + 1);
                System.arraycopy(keys, at + 1, mask, 0, words);
                table[find(keys[at], mask)] = value;
            }
        }
    }

    private void allow(long moreBytes) throws OutOfBudget {
        if (bytes() + moreBytes > bytesMax) {
            throw new OutOfBudget("the search needs more than its " + bytesMax + " bytes");
        }
    }
}
