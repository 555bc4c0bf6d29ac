package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.PriorityQueue;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import org.jspecify.annotations.Nullable;

/**
 * Priority queues in which no number is inserted twice (after Lee and Mathur, arXiv 2410.04581). Numbers are looked at from
 * the smallest up. An operation that saw a number needs a slot in which no smaller one is surely there, since the number
 * was inserted and before it is polled. A number is surely there from its insertion, or whoever saw it first, until its poll, or
 * whoever saw it last, was invoked. Where it has to wait for a slot it is there for longer, but only in slots that smaller
 * ones cover already, which is why nothing has to be taken back.
 *
 * <p>Slots once covered stay so: a forest that leads from each covered slot to the next free one makes this nearly linear
 * after sorting.
 */
final class PriorityOrder implements FastPath {
    private static final Contents.Words WORDS = new Contents.Words("insert", "poll", "peek");

    @Override
    public String name() {
        return "priority-order";
    }

    @Override
    public String about() {
        return "priority queues in which no number is inserted twice and no poll crashed";
    }

    @Override
    public Answer decide(Operations operations, Model<?> model) {
        if (!model.equals(new PriorityQueue())) {
            return new Answer.NotMine("the model is no empty priority queue");
        }
        Contents contents = new Contents(operations, WORDS);
        if (contents.answer != null) {
            return contents.answer;
        }
        long[] numbers = new long[contents.puts.length];
        IntArrayList values = new IntArrayList();
        for (int value = 0; value < numbers.length; value++) {
            if (contents.puts[value] != Contents.NONE) {
                if (!(operations.valueTable().get(value) instanceof Long number)) {
                    return new Answer.NotMine(contents.show(value) + " is no whole number");
                }
                numbers[value] = number;
                values.add(value);
            }
        }
        int[] sorted = values.toIntArray();
        IntArrays.quickSort(sorted, (a, b) -> Long.compare(numbers[a], numbers[b]));
        Answer wrong = new Sweep(contents, sorted).judge();
        if (wrong == null) {
            wrong = Emptiness.judge(contents);
        }
        return wrong == null ? new Answer.Possible(new int[0]) : wrong;
    }

    private static final class Sweep {
        private final Contents contents;
        private final int[] sorted;

        /** By slot: itself where no value looked at so far is there, else a later slot on the way to one. */
        private final int[] free;

        /** By value: the first of its peeks, by peek the next one; plus 1. */
        private final int[] firstPeek;

        private final int[] nextPeek;

        Sweep(Contents contents, int[] sorted) {
            this.contents = contents;
            this.sorted = sorted;
            this.free = new int[contents.moments.end() + 1];
            for (int slot = 0; slot < free.length; slot++) {
                free[slot] = slot;
            }
            this.firstPeek = new int[contents.puts.length];
            this.nextPeek = new int[contents.peekCount()];
            for (int i = 0; i < nextPeek.length; i++) {
                int value = contents.operations.results()[contents.peeks[i]];
                nextPeek[i] = firstPeek[value];
                firstPeek[value] = i + 1;
            }
        }

        @Nullable
        Answer judge() {
            for (int at = 0; at < sorted.length; at++) {
                int value = sorted[at];
                int take = contents.takes[value];
                if (take != Contents.NONE && !fits(value, take)) {
                    return blocked(at, take);
                }
                for (int i = firstPeek[value]; i > 0; i = nextPeek[i - 1]) {
                    if (!fits(value, contents.peeks[i - 1])) {
                        return blocked(at, contents.peeks[i - 1]);
                    }
                }
                cover(contents.from[value], contents.until[value]);
            }
            return null;
        }

        private boolean fits(int value, int op) {
            return firstFree(low(value, op)) < high(value, op);
        }

        private int low(int value, int op) {
            return Math.max(contents.moments.invoked()[op], contents.moments.invoked()[contents.puts[value]]);
        }

        private int high(int value, int op) {
            int take = contents.takes[value];
            int completed = contents.moments.completed()[op];
            return take == Contents.NONE
                    ? completed
                    : Math.min(completed, contents.moments.completed()[take]);
        }

        private int firstFree(int slot) {
            int at = slot;
            while (free[at] != at) {
                free[at] = free[free[at]];
                at = free[at];
            }
            return at;
        }

        private void cover(int from, int until) {
            for (int slot = firstFree(Math.min(from, until)); slot < until; slot = firstFree(slot)) {
                free[slot] = slot + 1;
            }
        }

        private Answer blocked(int at, int op) {
            int value = sorted[at];
            int low = low(value, op);
            int high = high(value, op);
            IntArrayList near = new IntArrayList();
            for (int i = 0; i < at; i++) {
                int smaller = sorted[i];
                if (contents.isThere(smaller) && contents.from[smaller] < high && contents.until[smaller] > low) {
                    near.add(smaller);
                }
            }
            return new Answer.Impossible(
                    new Clash(contents)
                            .with(op)
                            .withValue(value, high)
                            .withCover(near, low, high - 1, high)
                            .operations(),
                    contents.show(value) + " was seen although a smaller number was there all the time: "
                            + contents.operations.operation(op));
        }
    }
}
