package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.model.Model;
import dev.faultline.checkers.model.Stack;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Stacks on which no value is pushed twice (after Lee and Mathur, arXiv 2410.04581). What was never popped counts as popped
 * after the end. The <em>layers</em> of a slot are the values that are surely there in all of it, from the completion of
 * the push to the invocation of the pop.
 *
 * <ul>
 *   <li>A value that is surely there in no slot can be pushed and popped at one moment, whatever lies below: it is left out.
 *   <li>In a slot without layers the stack may as well be empty: each value that an order leaves there can be popped now, or
 *       else pushed only now. So what is found empty needs such a slot, and what happens between two such slots is a
 *       history by itself.
 *   <li>In between, some value lies at the bottom all the time: its push and its pop can happen in the slots without layers at
 *       either side. Any value of which that is true may be the bottom, as it is in nobody's way there. It is taken out, and
 *       slots where it was the only layer become slots without layers.
 *   <li>When no value can be taken out, none can be at the bottom.
 * </ul>
 *
 * <p>So a value can be taken out once its push and its pop have each met a slot without layers. Time O(n log n).
 */
final class StackLayers implements FastPath {
    private static final Contents.Words WORDS = new Contents.Words("push", "pop", "peek");

    @Override
    public String name() {
        return "stack-layers";
    }

    @Override
    public String about() {
        return "stacks on which no value is pushed twice and no pop crashed";
    }

    @Override
    public Answer decide(Operations operations, Model<?> model) {
        if (!model.equals(new Stack())) {
            return new Answer.NotMine("the model is no empty stack");
        }
        Contents contents = new Contents(operations, WORDS);
        if (contents.answer != null) {
            return contents.answer;
        }
        if (contents.peekCount() > 0) {
            return new Answer.NotMine("there is a peek: " + operations.operation(contents.peeks[0]));
        }
        Answer wrong = new Unwinding(contents).judge();
        if (wrong == null) {
            wrong = Emptiness.judge(contents);
        }
        return wrong == null ? new Answer.Possible(new int[0]) : wrong;
    }

    /** Takes values out until none is left. */
    private static final class Unwinding {
        private final Contents contents;
        private final int end;

        /** By value: its operations that have not yet met a slot without layers; 0 for a value that is out. */
        private final byte[] waiting;

        Unwinding(Contents contents) {
            this.contents = contents;
            this.end = contents.moments.end();
            this.waiting = new byte[contents.puts.length];
        }

        @Nullable
        Answer judge() {
            for (int value = 0; value < waiting.length; value++) {
                waiting[value] = (byte) (contents.isThere(value) ? 2 : 0);
            }
            int[] layers = layers();
            int[] clearBefore = new int[end + 1];
            for (int slot = 0; slot < end; slot++) {
                clearBefore[slot + 1] = clearBefore[slot] + (layers[slot] == 0 ? 1 : 0);
            }
            IntArrayList stabbed = new IntArrayList();
            for (int value = 0; value < waiting.length; value++) {
                if (waiting[value] > 0) {
                    waiting[value] -= (byte) (meetsClear(clearBefore, contents.puts[value]) ? 1 : 0);
                    waiting[value] -= (byte)
                            (contents.takes[value] == Contents.NONE || meetsClear(clearBefore, contents.takes[value])
                                    ? 1
                                    : 0);
                    if (waiting[value] > 0) {
                        stabbed.add(value);
                    }
                }
            }
            return stabbed.isEmpty() ? null : unwind(stabbed, clearBefore);
        }

        private boolean meetsClear(int[] clearBefore, int op) {
            return clearBefore[contents.moments.invoked()[op]]
                    < clearBefore[contents.moments.completed()[op]];
        }

        private int[] layers() {
            int[] layers = new int[end + 1];
            for (int value = 0; value < waiting.length; value++) {
                if (waiting[value] > 0) {
                    layers[contents.from[value]]++;
                    layers[contents.until[value]]--;
                }
            }
            for (int slot = 1; slot <= end; slot++) {
                layers[slot] += layers[slot - 1];
            }
            return layers;
        }

        /** The rest, one slot at a time, over the layers of those that are left. */
        private @Nullable Answer unwind(IntArrayList left, int[] clearBefore) {
            int[] layers = layers();
            for (int slot = 0; slot < end; slot++) {
                if (clearBefore[slot] < clearBefore[slot + 1]) {
                    layers[slot] = LayerTree.DONE;
                }
            }
            LayerTree tree = new LayerTree(layers, end);
            Waiting queue = new Waiting(contents, left, clearBefore);
            int out = 0;
            for (int slot = tree.takeClear(); slot >= 0; slot = tree.takeClear()) {
                for (int value = queue.takeOpenIn(slot); value >= 0; value = queue.takeOpenIn(slot)) {
                    waiting[value]--;
                    if (waiting[value] == 0) {
                        out++;
                        tree.lower(contents.from[value], contents.until[value]);
                    }
                }
            }
            return out == left.size() ? null : stuck(left);
        }

        /** Of what is left, the part between two slots without layers. */
        private Answer stuck(IntArrayList left) {
            int[] layers = layers();
            int first = 0;
            while (layers[first] == 0) {
                first++;
            }
            int last = first;
            while (last < end && layers[last] > 0) {
                last++;
            }
            Clash clash = new Clash(contents);
            StringBuilder names = new StringBuilder();
            for (int value : left.toIntArray()) {
                if (waiting[value] > 0 && contents.from[value] >= first && contents.until[value] <= last) {
                    clash.withValue(value, end);
                    names.append(names.isEmpty() ? "" : ", ").append(contents.show(value));
                }
            }
            return new Answer.Impossible(clash.operations(), "none of these was below the others: " + names);
        }
    }

    /** Pushes and pops that have not yet met a slot without layers: which of them is open in a slot. */
    private static final class Waiting {
        private final int[] value;
        private final int[] invoked;

        /** By operation in the order of invocations, at the leaves of a tournament for the latest completion. */
        private final int[] completed;

        private final int leaves;

        Waiting(Contents contents, IntArrayList values, int[] clearBefore) {
            Moments moments = contents.moments;
            int[] valueByMoment = new int[moments.end()];
            int[] completedByMoment = new int[moments.end()];
            int count = 0;
            for (int v : values.toIntArray()) {
                for (int op : new int[] {contents.puts[v], contents.takes[v]}) {
                    if (op != Contents.NONE
                            && clearBefore[moments.invoked()[op]] == clearBefore[moments.completed()[op]]) {
                        valueByMoment[moments.invoked()[op]] = v;
                        completedByMoment[moments.invoked()[op]] = moments.completed()[op];
                        count++;
                    }
                }
            }
            this.leaves = Integer.highestOneBit(Math.max(1, 2 * count - 1));
            this.value = new int[count];
            this.invoked = new int[count];
            this.completed = new int[2 * leaves];
            int at = 0;
            for (int moment = 0; moment < completedByMoment.length; moment++) {
                if (completedByMoment[moment] > 0) {
                    value[at] = valueByMoment[moment];
                    invoked[at] = moment;
                    completed[leaves + at++] = completedByMoment[moment];
                }
            }
            for (int node = leaves - 1; node > 0; node--) {
                completed[node] = Math.max(completed[2 * node], completed[2 * node + 1]);
            }
        }

        /** The value of an operation that is open in that slot, which then waits no longer; -1 when there is none. */
        int takeOpenIn(int slot) {
            if (completed[1] <= slot) {
                return -1;
            }
            int node = 1;
            while (node < leaves) {
                node = completed[2 * node] > slot ? 2 * node : 2 * node + 1;
            }
            int found = node - leaves;
            if (invoked[found] > slot) {
                return -1;
            }
            completed[node] = 0;
            for (node /= 2; node > 0; node /= 2) {
                completed[node] = Math.max(completed[2 * node], completed[2 * node + 1]);
            }
            return value[found];
        }
    }
}
