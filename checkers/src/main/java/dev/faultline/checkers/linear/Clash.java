package dev.faultline.checkers.linear;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.List;
import java.util.TreeSet;

/** Gathers the operations that make an observation of a container impossible. */
final class Clash {
    private final Contents contents;
    private final TreeSet<Integer> operations = new TreeSet<>();

    Clash(Contents contents) {
        this.contents = contents;
    }

    /** That operation, unless there is none or it crashed. */
    Clash with(int op) {
        if (op != Contents.NONE && contents.operations.ok()[op]) {
            operations.add(op);
        }
        return this;
    }

    /**
     * All that says where a value was. Of one that nobody is known to have taken, that is every operation that took something else:
     * were it forgotten, it might have taken this value. It is also every other such value, if some operations that take have
     * crashed: those have to do for all of them.
     *
     * @param before takers invoked later than that moment can be spared
     */
    Clash withValue(int value, int before) {
        with(contents.puts[value]);
        with(contents.takes[value]);
        for (int i = 0; i < contents.peekCount(); i++) {
            if (contents.operations.results()[contents.peeks[i]] == value) {
                with(contents.peeks[i]);
            }
        }
        if (!contents.isKnownTaken(value)) {
            withRivals();
            for (int take : contents.takes) {
                if (take != Contents.NONE && contents.moments.invoked()[take] < before) {
                    with(take);
                }
            }
            for (int i = 0; i < contents.emptyCount(); i++) {
                if (contents.moments.invoked()[contents.empties[i]] < before) {
                    with(contents.empties[i]);
                }
            }
        }
        return this;
    }

    private void withRivals() {
        for (int value = 0; contents.hasCrashedTakes() && value < contents.puts.length; value++) {
            if (!contents.isKnownTaken(value)) {
                with(contents.puts[value]);
            }
        }
    }

    /** A chain of values that one after the other are there in all slots from {@code low} to {@code high}. */
    Clash withCover(IntArrayList values, int low, int high, int before) {
        int[] sorted = values.toIntArray();
        IntArrays.quickSort(sorted, (a, b) -> Integer.compare(contents.from[a], contents.from[b]));
        int reached = low;
        int i = 0;
        while (reached <= high) {
            int farthest = Contents.NONE;
            while (i < sorted.length && contents.from[sorted[i]] <= reached) {
                if (farthest == Contents.NONE || contents.until[sorted[i]] > contents.until[farthest]) {
                    farthest = sorted[i];
                }
                i++;
            }
            if (farthest == Contents.NONE || contents.until[farthest] <= reached) {
                throw new IllegalStateException("slot " + reached + " is not covered");
            }
            withValue(farthest, before);
            reached = contents.until[farthest];
        }
        return this;
    }

    List<Integer> operations() {
        return List.copyOf(operations);
    }
}
