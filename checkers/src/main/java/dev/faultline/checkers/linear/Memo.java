package dev.faultline.checkers.linear;

import java.util.Arrays;

/**
 * The configurations a search has visited, in flat arrays.
 *
 * <p>A configuration is an event position, a state, which open operations are linearized, which may have been overwritten, and how
 * many operations of each unbounded class were used. One configuration can do whatever another one with the same position and state
 * can, if
 *
 * <ul>
 *   <li>it has linearized no fewer of the operations that never change a state,
 *   <li>each write that needs nothing is free in it (it can be taken as linearized at any time, or still be used), or is in it what
 *       it is in the other and not free there,
 *   <li>every other operation is linearized in both or in neither, and
 *   <li>it used no more of any class.
 * </ul>
 *
 * So position, state and what is left of the mask are the key, the rest is a <em>vector</em>, and for each key the antichain of the
 * best vectors is kept. Whatever one of them dominates counts as visited.
 */
final class Memo {
    private static final int NONE = -1;

    private final int words;
    private final int classes;

    /** Words of a vector that stand for idle operations, and for writes that need nothing: those done, then those free. */
    private final int blindWords;

    private final int firstCount;

    /** Ints of a vector: two for each word, then the counts, then the next vector of the entry. */
    private final int stride;

    private final long bytesMax;

    /** What a user allowed, for this memo and others. */
    private final long bytesTold;

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

    Memo(int words, boolean writes, int classes, long bytesMax, long bytesTold) {
        this.words = words;
        this.blindWords = writes ? words : 0;
        this.classes = classes;
        this.firstCount = 2 * words + 4 * blindWords;
        this.stride = firstCount + classes + 1;
        this.fresh = new int[firstCount + classes];
        this.key = new long[words];
        this.bytesMax = bytesMax;
        this.bytesTold = bytesTold;
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
    boolean add(Walk walk) throws OutOfBudget {
        for (int w = 0; w < words; w++) {
            long linearized = walk.linearized[w];
            key[w] = linearized & ~(walk.idle[w] | walk.blind[w]);
            put(w, linearized & walk.idle[w]);
            if (blindWords > 0) {
                put(words + w, linearized & walk.blind[w]);
                put(words + blindWords + w, walk.free[w]);
            }
        }
        System.arraycopy(walk.used, 0, fresh, firstCount, classes);
        long first = (long) walk.position << 32 | walk.state;
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

    private void put(int word, long bits) {
        fresh[2 * word] = (int) bits;
        fresh[2 * word + 1] = (int) (bits >>> 32);
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
        int writes = 2 * blindWords;
        int done = 2 * words;
        for (int i = 0; i < done; i++) {
            if ((fresh[i] & ~vectors[at + i]) != 0) {
                return false;
            }
        }
        for (int i = done; i < done + writes; i++) {
            int free = vectors[at + i + writes];
            if ((((fresh[i] ^ vectors[at + i]) | fresh[i + writes]) & ~free) != 0) {
                return false;
            }
        }
        for (int i = firstCount; i < fresh.length; i++) {
            if (vectors[at + i] > fresh[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean storedIsNoBetter(int vector) {
        int at = vector * stride;
        int writes = 2 * blindWords;
        int done = 2 * words;
        for (int i = 0; i < done; i++) {
            if ((vectors[at + i] & ~fresh[i]) != 0) {
                return false;
            }
        }
        for (int i = done; i < done + writes; i++) {
            int free = fresh[i + writes];
            if ((((fresh[i] ^ vectors[at + i]) | vectors[at + i + writes]) & ~free) != 0) {
                return false;
            }
        }
        for (int i = firstCount; i < fresh.length; i++) {
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
            throw new OutOfBudget(Cause.BYTES, "the search has visited more configurations than one array holds");
        }
        return (int) doubled;
    }

    private void rehash() throws OutOfBudget {
        if (table.length == 1 << 30) {
            throw new OutOfBudget(Cause.BYTES, "the search has visited more configurations than one array holds");
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
            throw new OutOfBudget(Cause.BYTES, "the search needs more than its " + bytesTold + " bytes");
        }
    }
}
