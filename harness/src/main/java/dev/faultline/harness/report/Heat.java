package dev.faultline.harness.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts in a grid as five shades of one colour. Neighbours of the same shade in a row become one stroke, all strokes of a shade
 * one path: a grid costs five elements however full it is. One operation in a cell is still drawn.
 */
final class Heat {
    static final int LEVELS = 5;

    private final int[][] counts;
    private final List<Integer> floors = new ArrayList<>();

    /** @param counts by row, from the bottom up, then by column */
    Heat(int[][] counts) {
        this.counts = counts;
        int most = 1;
        for (int[] row : counts) {
            for (int n : row) {
                most = Math.max(most, n);
            }
        }
        for (int level = 0; level < LEVELS; level++) {
            int floor = (int) Math.round(Math.pow(most, level / (double) LEVELS));
            if (floors.isEmpty() || floor > floors.get(floors.size() - 1)) {
                floors.add(floor);
            }
        }
    }

    /** The least count of each shade in use, the lightest first; the first is 1. */
    List<Integer> floors() {
        return List.copyOf(floors);
    }

    /** The lightest shade in use: with few counts to tell apart, the light ones are left out. */
    int lightest() {
        return LEVELS - floors.size();
    }

    /** One path of each shade; a cell is one unit wide and high, the bottom row at the bottom of the drawing. */
    void draw(Html html, String cssClass) {
        StringBuilder[] paths = new StringBuilder[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            paths[i] = new StringBuilder();
        }
        for (int row = 0; row < counts.length; row++) {
            strokes(row, paths);
        }
        for (int level = 0; level < LEVELS; level++) {
            if (!paths[level].isEmpty()) {
                html.empty("path", "class", cssClass + level, "d", paths[level].toString());
            }
        }
    }

    private void strokes(int row, StringBuilder[] paths) {
        int[] cells = counts[row];
        String y = Figures.plain(counts.length - row - 0.5);
        for (int from = 0; from < cells.length; ) {
            int level = level(cells[from]);
            int to = from + 1;
            while (to < cells.length && level(cells[to]) == level) {
                to++;
            }
            if (level >= 0) {
                paths[level]
                        .append('M')
                        .append(from)
                        .append(' ')
                        .append(y)
                        .append('h')
                        .append(to - from);
            }
            from = to;
        }
    }

    /** The shade of a count, -1 for none. */
    int level(int count) {
        int level = -1;
        for (int i = 0; i < floors.size() && count >= floors.get(i); i++) {
            level = lightest() + i;
        }
        return level;
    }
}
