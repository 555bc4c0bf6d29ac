package dev.faultline.checkers.linear;

/** Counts by slot, which can be lowered by one over a range, and which tell a slot as soon as its count is zero. */
final class LayerTree {
    /** The count of a slot that has been told: never zero again. */
    static final int DONE = 1 << 29;

    private final int leaves;

    /** By node: the least count below it, without what is pending above. */
    private final int[] least;

    /** By inner node: what is to be added to all below. */
    private final int[] pending;

    LayerTree(int[] counts, int slots) {
        this.leaves = Integer.highestOneBit(Math.max(1, 2 * slots - 1));
        this.least = new int[2 * leaves];
        this.pending = new int[leaves];
        for (int slot = 0; slot < leaves; slot++) {
            least[leaves + slot] = slot < slots ? counts[slot] : DONE;
        }
        for (int node = leaves - 1; node > 0; node--) {
            least[node] = Math.min(least[2 * node], least[2 * node + 1]);
        }
    }

    /** Lowers the counts of the slots in {@code [from, until)}. */
    void lower(int from, int until) {
        int left = from + leaves;
        int right = until + leaves;
        for (int l = left, r = right; l < r; l /= 2, r /= 2) {
            if ((l & 1) == 1) {
                lower(l++);
            }
            if ((r & 1) == 1) {
                lower(--r);
            }
        }
        update(left / 2);
        update((right - 1) / 2);
    }

    private void lower(int node) {
        least[node]--;
        if (node < leaves) {
            pending[node]--;
        }
    }

    private void update(int start) {
        for (int node = start; node > 0; node /= 2) {
            least[node] = Math.min(least[2 * node], least[2 * node + 1]) + pending[node];
        }
    }

    /** A slot whose count is zero and that was not told before; -1 when there is none. */
    int takeClear() {
        if (least[1] != 0) {
            return -1;
        }
        int node = 1;
        int wanted = 0;
        while (node < leaves) {
            wanted -= pending[node];
            node = least[2 * node] == wanted ? 2 * node : 2 * node + 1;
        }
        least[node] += DONE;
        update(node / 2);
        return node - leaves;
    }
}
