package dev.faultline.checkers.linear;

import dev.faultline.checkers.linear.FastPath.Answer;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import org.jspecify.annotations.Nullable;

/** An operation found a container empty: then there is a slot of it in which no value is surely there. */
final class Emptiness {
    private Emptiness() {}

    /** The first such operation that cannot be, if any. */
    static @Nullable Answer judge(Contents contents) {
        if (contents.emptyCount() == 0) {
            return null;
        }
        int end = contents.moments.end();
        int[] change = new int[end + 1];
        for (int value = 0; value < contents.puts.length; value++) {
            if (contents.isThere(value)) {
                change[contents.from[value]]++;
                change[contents.until[value]]--;
            }
        }
        int[] emptyBefore = new int[end + 1];
        int there = 0;
        for (int slot = 0; slot < end; slot++) {
            there += change[slot];
            emptyBefore[slot + 1] = emptyBefore[slot] + (there == 0 ? 1 : 0);
        }
        for (int i = 0; i < contents.emptyCount(); i++) {
            int op = contents.empties[i];
            int low = contents.moments.invoked()[op];
            int high = contents.moments.completed()[op];
            if (emptyBefore[low] == emptyBefore[high]) {
                return covered(contents, op, low, high);
            }
        }
        return null;
    }

    private static Answer covered(Contents contents, int op, int low, int high) {
        IntArrayList near = new IntArrayList();
        for (int value = 0; value < contents.puts.length; value++) {
            if (contents.isThere(value) && contents.from[value] < high && contents.until[value] > low) {
                near.add(value);
            }
        }
        return new Answer.Impossible(
                new Clash(contents)
                        .with(op)
                        .withCover(near, low, high - 1, high)
                        .operations(),
                "nothing was found although some value was there all the time: " + contents.operations.operation(op));
    }
}
