package dev.faultline.checkers.sequential;

import java.util.Arrays;

/** A set of configurations, each a fixed number of ints, kept one after the other; found by open addressing. Exact. */
final class Visited {
    private final int width;
    private int[] configurations;
    private int[] table = new int[64];
    private int count;

    Visited(int width) {
        this.width = width;
        this.configurations = new int[32 * width];
    }

    /** Adds the configuration; false when it was there. */
    boolean add(int[] configuration) {
        if (2 * (count + 1) > table.length) {
            grow();
        }
        int at = slot(configuration, 0);
        if (table[at] != 0) {
            return false;
        }
        if ((count + 1) * width > configurations.length) {
            configurations = Arrays.copyOf(configurations, 2 * configurations.length);
        }
        System.arraycopy(configuration, 0, configurations, count * width, width);
        table[at] = ++count;
        return true;
    }

    /** Whether one more would need an array longer than arrays can be. */
    boolean isFull() {
        return 4L * (count + 1) * width > Integer.MAX_VALUE;
    }

    long bytes() {
        return 4L * (configurations.length + table.length);
    }

    private int slot(int[] from, int offset) {
        int hash = 1;
        for (int i = offset; i < offset + width; i++) {
            hash = 31 * hash + from[i];
        }
        hash *= 0x9E3779B9;
        int at = (hash ^ hash >>> 15) & (table.length - 1);
        while (table[at] != 0 && !isSame(from, offset, (table[at] - 1) * width)) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }

    private boolean isSame(int[] from, int offset, int start) {
        return Arrays.equals(from, offset, offset + width, configurations, start, start + width);
    }

    private void grow() {
        table = new int[2 * table.length];
        for (int i = 0; i < count; i++) {
            table[slot(configurations, i * width)] = i + 1;
        }
    }
}
