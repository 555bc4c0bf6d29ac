package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.linear.FastPath.Answer;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The chains of {@link RegisterZones}: every value is a link, its writer first and then its readers; a compare-and-set hangs the link
 * of the value it puts on that of the value it needs. In a chain operations are ranked by link, the writer ahead of the readers: of
 * two with different ranks, the greater must not have completed before the lesser was invoked.
 */
final class Chains {
    private static final int NONE = ValueTransitions.NONE;

    /** The writer of the initial value: completed before everything. */
    private static final int CREATION = -2;

    private final int[] invoked;
    private final int[] completed;
    private final boolean[] ok;
    private final ValueColumns columns;

    /** By value: the operation that puts it. */
    private final int[] writer;

    /** By operation: whether it takes part. */
    private final boolean[] kept;

    /** By value: the value of the next link, put by a compare-and-set from this one. */
    private final int[] nextLink;

    /** By value, the operations that need it: those of value v are {@code readers[firstReader[v]]} up to {@code firstReader[v + 1]}. */
    private int[] firstReader = {};

    private int[] readers = {};

    Chains(Operations operations, ValueColumns columns) {
        this.invoked = operations.invoked();
        this.completed = operations.completed();
        this.ok = operations.ok();
        this.columns = columns;
        this.writer = new int[columns.valueCount];
        this.nextLink = new int[columns.valueCount];
        this.kept = new boolean[invoked.length];
        Arrays.fill(writer, NONE);
        Arrays.fill(nextLink, NONE);
        writer[columns.initial] = CREATION;
    }

    /** An operation that puts a value which another one puts as well; -1 when there is none. */
    int assignWriters() {
        for (int op = 0; op < invoked.length; op++) {
            int value = columns.put[op];
            if (value != NONE) {
                if (writer[value] != NONE) {
                    return op;
                }
                writer[value] = op;
            }
        }
        return -1;
    }

    /** Keeps what completed, and what crashed and put a value that something kept needs. */
    void keepNeeded() {
        IntArrayList open = new IntArrayList();
        for (int op = 0; op < invoked.length; op++) {
            if (ok[op]) {
                kept[op] = true;
                open.add(op);
            }
        }
        while (!open.isEmpty()) {
            int needed = columns.needed[open.popInt()];
            int cause = needed == NONE ? NONE : writer[needed];
            if (cause >= 0 && !kept[cause]) {
                kept[cause] = true;
                open.add(cause);
            }
        }
    }

    Answer decide() {
        indexReaders();
        for (int op = 0; op < invoked.length; op++) {
            int needed = columns.needed[op];
            if (kept[op] && needed != NONE && writer[needed] == NONE) {
                return impossible("nothing puts the value that it needs", op);
            }
            if (kept[op] && needed != NONE && columns.put[op] != NONE) {
                if (nextLink[needed] != NONE) {
                    return impossible(
                            "both replace the same value, which was there only once", writer[nextLink[needed]], op);
                }
                nextLink[needed] = columns.put[op];
            }
        }
        return decideChains();
    }

    private void indexReaders() {
        firstReader = new int[columns.valueCount + 1];
        for (int op = 0; op < invoked.length; op++) {
            if (reads(op)) {
                firstReader[columns.needed[op] + 1]++;
            }
        }
        for (int value = 0; value < columns.valueCount; value++) {
            firstReader[value + 1] += firstReader[value];
        }
        readers = new int[firstReader[columns.valueCount]];
        int[] at = firstReader.clone();
        for (int op = 0; op < invoked.length; op++) {
            if (reads(op)) {
                readers[at[columns.needed[op]]++] = op;
            }
        }
    }

    private boolean reads(int op) {
        return kept[op] && columns.needed[op] != NONE && columns.put[op] == NONE;
    }

    private Answer decideChains() {
        int[] heads = new int[columns.valueCount];
        int count = 0;
        int present = 0;
        for (int value = 0; value < columns.valueCount; value++) {
            int by = writer[value];
            if (by == CREATION || (by >= 0 && kept[by])) {
                present++;
                if (by == CREATION || columns.needed[by] == NONE) {
                    heads[count++] = value;
                }
            }
        }
        Zones zones = new Zones(heads, count);
        for (int chain = 0; chain < count; chain++) {
            Answer impossible = zones.walk(chain);
            if (impossible != null) {
                return impossible;
            }
        }
        if (zones.linksWalked < present) {
            return cycle(zones.walked);
        }
        return zones.decide();
    }

    private Answer cycle(boolean[] walked) {
        int value = 0;
        while (walked[value] || writer[value] == NONE || !kept[writer[value]]) {
            value++;
        }
        boolean[] seen = new boolean[columns.valueCount];
        while (!seen[value]) {
            seen[value] = true;
            value = columns.needed[writer[value]];
        }
        IntArrayList round = new IntArrayList();
        int first = value;
        do {
            round.add(writer[value]);
            value = columns.needed[writer[value]];
        } while (value != first);
        return impossible(
                "each of them needs the value that the next one puts, and none can be the first", round.toIntArray());
    }

    /** Forgetting a completion of theirs changes nothing else, unless one of them is kept for the sake of others. */
    private Answer impossible(String because, int... clash) {
        IntArrayList numbers = new IntArrayList();
        for (int op : clash) {
            if (op != CREATION && !ok[op]) {
                return new Answer.Impossible(completedOnes(), because);
            }
            if (op != CREATION && !numbers.contains(op)) {
                numbers.add(op);
            }
        }
        return new Answer.Impossible(numbers, because);
    }

    private List<Integer> completedOnes() {
        return IntStream.range(0, ok.length).filter(op -> ok[op]).boxed().toList();
    }

    private int invoked(int op) {
        return op == CREATION ? CREATION : invoked[op];
    }

    private int completed(int op) {
        return op == CREATION ? CREATION + 1 : completed[op];
    }

    /** Two moments a chain, and what of them follows for all. */
    private final class Zones {
        private final int[] heads;

        /** By chain: the operation that completes first, and the one invoked last. */
        private final int[] firstDone;

        private final int[] lastInvoked;
        final boolean[] walked = new boolean[columns.valueCount];
        int linksWalked;

        Zones(int[] heads, int count) {
            this.heads = heads;
            this.firstDone = new int[count];
            this.lastInvoked = new int[count];
        }

        /** Null when the chain is possible by itself. */
        @Nullable
        Answer walk(int chain) {
            int latest = writer[heads[chain]];
            firstDone[chain] = latest;
            lastInvoked[chain] = latest;
            for (int value = heads[chain]; value != NONE; value = nextLink[value]) {
                walked[value] = true;
                linksWalked++;
                int by = writer[value];
                if (completed(by) < invoked(latest)) {
                    return outOfOrder(by, latest);
                }
                take(chain, by);
                latest = lastInvoked[chain];
                for (int i = firstReader[value]; i < firstReader[value + 1]; i++) {
                    int reader = readers[i];
                    if (completed[reader] < invoked(latest)) {
                        return outOfOrder(reader, latest);
                    }
                    take(chain, reader);
                }
                latest = lastInvoked[chain];
            }
            return null;
        }

        private Answer outOfOrder(int completedTooEarly, int invokedTooLate) {
            return impossible(
                    "the one had completed before the other was invoked, from whose value its own value comes",
                    completedTooEarly,
                    invokedTooLate);
        }

        private void take(int chain, int op) {
            if (completed(op) < completed(firstDone[chain])) {
                firstDone[chain] = op;
            }
            if (invoked(op) > invoked(lastInvoked[chain])) {
                lastInvoked[chain] = op;
            }
        }

        private int f(int chain) {
            return completed(firstDone[chain]);
        }

        private int s(int chain) {
            return invoked(lastInvoked[chain]);
        }

        Answer decide() {
            long[] order = new long[firstDone.length];
            for (int chain = 0; chain < order.length; chain++) {
                order[chain] = (long) Math.min(f(chain), s(chain)) << 32 | chain;
            }
            LongArrays.radixSort(order);
            int forward = NONE;
            for (long place : order) {
                int chain = (int) place;
                if (forward != NONE && f(chain) < s(forward)) {
                    return impossible(
                            "each of two values must have been there before the other one was",
                            firstDone[forward],
                            lastInvoked[forward],
                            firstDone[chain],
                            lastInvoked[chain]);
                }
                forward = f(chain) < s(chain) ? chain : forward;
            }
            return new Answer.Possible(order(order));
        }

        /** Chain after chain, and in between the reads that learned nothing, each at the moment of its invocation. */
        private int[] order(long[] chains) {
            IntArrayList order = new IntArrayList(invoked.length);
            int moment = CREATION;
            int idle = 0;
            for (long place : chains) {
                for (int value = heads[(int) place]; value != NONE; value = nextLink[value]) {
                    int by = writer[value];
                    if (by != CREATION) {
                        moment = Math.max(moment, invoked[by]);
                        idle = addIdle(order, idle, moment);
                        order.add(by);
                    }
                    for (int i = firstReader[value]; i < firstReader[value + 1]; i++) {
                        moment = Math.max(moment, invoked[readers[i]]);
                        idle = addIdle(order, idle, moment);
                        order.add(readers[i]);
                    }
                }
            }
            addIdle(order, idle, Operation.NEVER);
            return order.toIntArray();
        }

        private int addIdle(IntArrayList order, int from, int moment) {
            int op = from;
            for (; op < invoked.length && invoked[op] < moment; op++) {
                if (kept[op] && columns.needed[op] == NONE && columns.put[op] == NONE) {
                    order.add(op);
                }
            }
            return op;
        }
    }
}
