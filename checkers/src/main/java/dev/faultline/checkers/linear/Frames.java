package dev.faultline.checkers.linear;

import java.util.Arrays;

/** The choice points on the current path, as a stack of flat arrays. */
final class Frames {
    /** No operation and no class has this number. */
    static final int EXHAUSTED = Integer.MIN_VALUE;

    private final int words;
    int depth;
    int[] ending = new int[64];
    int[] cursor = new int[64];
    private int[] positions = new int[64];
    private int[] states = new int[64];
    private int[] ordered = new int[64];
    private long[] masks;
    private long[] frees;

    Frames(int words) {
        this.words = words;
        this.masks = new long[64 * words];
        this.frees = new long[64 * words];
    }

    void push(Walk walk, int endingOp) throws OutOfBudget {
        if (depth == ending.length) {
            grow();
        }
        ending[depth] = endingOp;
        cursor[depth] = 0;
        positions[depth] = walk.position;
        states[depth] = walk.state;
        ordered[depth] = walk.ordered;
        System.arraycopy(walk.linearized, 0, masks, depth * words, words);
        System.arraycopy(walk.free, 0, frees, depth * words, words);
        depth++;
    }

    void pop() {
        depth--;
    }

    /** Takes the walk back to where the top frame began. */
    void restore(Walk walk) {
        int top = depth - 1;
        walk.retreat(positions[top], ordered[top]);
        walk.state = states[top];
        System.arraycopy(masks, top * words, walk.linearized, 0, words);
        System.arraycopy(frees, top * words, walk.free, 0, words);
    }

    long bytes() {
        return ending.length * (20L + 16L * words);
    }

    private void grow() throws OutOfBudget {
        if (2L * depth * words > Integer.MAX_VALUE - 8) {
            throw new OutOfBudget(Cause.BYTES, "the search is deeper than one array holds");
        }
        int capacity = 2 * depth;
        ending = Arrays.copyOf(ending, capacity);
        cursor = Arrays.copyOf(cursor, capacity);
        positions = Arrays.copyOf(positions, capacity);
        states = Arrays.copyOf(states, capacity);
        ordered = Arrays.copyOf(ordered, capacity);
        masks = Arrays.copyOf(masks, capacity * words);
        frees = Arrays.copyOf(frees, capacity * words);
    }
}
