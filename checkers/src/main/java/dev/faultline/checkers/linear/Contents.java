package dev.faultline.checkers.linear;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operations;
import dev.faultline.checkers.linear.FastPath.Answer;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a container by the value that they move, for algorithms that need each value put at most once and
 * know who took it.
 *
 * <p>No crashed operation that takes is allowed, since it may have taken anything, unless its place is found by who asks
 * ({@link #assignCrashedTakes}). That makes the others easy. A crashed
 * put of a value that no completed operation saw is surely there in no slot: had it happened, its value would have stayed to the
 * end, in nobody's way once it is gone. One whose value was seen happened before the first such operation completed, which is as
 * good as a completion. A crashed peek says nothing.
 */
final class Contents {
    static final int NONE = -1;

    final Operations operations;
    final Moments moments;

    /** By value: the operation that put it, or {@link #NONE}. */
    final int[] puts;

    /** By value: the operation that took it, or {@link #NONE}. */
    final int[] takes;

    /** By value: by when it was surely put. */
    final int[] from;

    /** By value: up to when it was surely there; the end, where nobody took it. */
    final int[] until;

    /** Operations that saw a value and left it, and their values. */
    final int[] peeks;

    /** Operations that found nothing. */
    final int[] empties;

    /** Set as soon as the answer is known. */
    @Nullable
    Answer answer;

    private final IntArrayList crashedTakes = new IntArrayList();
    private int peekCount;
    private int emptyCount;

    /** What the three functions are called. */
    record Words(String put, String take, String peek, boolean takesMayCrash) {
        Words(String put, String take, String peek) {
            this(put, take, peek, false);
        }
    }

    private final Words words;

    Contents(Operations operations, Words words) {
        this.operations = operations;
        this.words = words;
        this.moments = Moments.of(operations);
        int values = operations.valueTable().size();
        this.puts = filled(values);
        this.takes = filled(values);
        this.from = new int[values];
        this.until = new int[values];
        this.peeks = new int[operations.size()];
        this.empties = new int[operations.size()];
        for (int op = 0; op < operations.size() && answer == null; op++) {
            answer = read(op);
        }
        if (answer == null) {
            answer = match();
        }
    }

    private static int[] filled(int size) {
        int[] array = new int[size];
        Arrays.fill(array, NONE);
        return array;
    }

    private @Nullable Answer read(int op) {
        boolean ok = operations.ok()[op];
        int value = ok ? operations.results()[op] : operations.arguments()[op];
        boolean nil = operations.valueTable().get(value) == null;
        String function = operations.functionTable().get(operations.functions()[op]);
        if (function.equals(words.put)) {
            if (ok && value != operations.arguments()[op]) {
                return new Answer.NotMine("what was put has changed: " + operations.operation(op));
            }
            if (nil || puts[value] != NONE) {
                return new Answer.NotMine(show(value) + (nil ? " is no value" : " is there more than once") + ": "
                        + operations.operation(op));
            }
            puts[value] = op;
        } else if (!function.equals(words.take) && !function.equals(words.peek)) {
            return new Answer.NotMine("it knows no " + function);
        } else if (ok && nil) {
            empties[emptyCount++] = op;
        } else if (function.equals(words.peek)) {
            if (ok) {
                peeks[peekCount++] = op;
            }
        } else if (!ok && words.takesMayCrash()) {
            crashedTakes.add(op);
        } else if (!ok) {
            return new Answer.NotMine("nobody knows what was taken by " + operations.operation(op));
        } else {
            return take(op, value);
        }
        return null;
    }

    /** That a value was taken twice is judged once it is known to have been put once. */
    private @Nullable Answer take(int op, int value) {
        if (takes[value] == NONE) {
            takes[value] = op;
        } else if (takenTwice == NONE) {
            takenTwice = op;
        }
        return null;
    }

    private int takenTwice = NONE;

    private @Nullable Answer match() {
        if (takenTwice != NONE) {
            int value = operations.results()[takenTwice];
            return new Answer.Impossible(
                    List.of(takes[value], takenTwice), show(value) + " was put once at most and taken twice");
        }
        int[] sawFirst = new int[puts.length];
        int[] sawLast = new int[puts.length];
        Arrays.fill(sawFirst, NONE);
        Arrays.fill(sawLast, NONE);
        for (int i = 0; i < peekCount; i++) {
            saw(peeks[i], sawFirst, sawLast);
        }
        for (int value = 0; value < puts.length; value++) {
            if (takes[value] != NONE) {
                saw(takes[value], sawFirst, sawLast);
            }
        }
        for (int value = 0; value < puts.length; value++) {
            Answer wrong = bound(value, sawFirst[value], sawLast[value]);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private void saw(int op, int[] first, int[] last) {
        int value = operations.results()[op];
        if (first[value] == NONE || moments.completed()[op] < moments.completed()[first[value]]) {
            first[value] = op;
        }
        if (last[value] == NONE || moments.invoked()[op] > moments.invoked()[last[value]]) {
            last[value] = op;
        }
    }

    private @Nullable Answer bound(int value, int first, int last) {
        int put = puts[value];
        if (first == NONE) {
            from[value] = put == NONE ? moments.end() : moments.completed()[put];
            until[value] = moments.end();
            return null;
        }
        int take = takes[value];
        if (put == NONE) {
            return new Answer.Impossible(List.of(first), show(value) + " was seen, but never put");
        }
        if (moments.completed()[first] < moments.invoked()[put]) {
            return new Answer.Impossible(ok(put, first), show(value) + " was seen before it was put");
        }
        if (take != NONE && moments.completed()[take] < moments.invoked()[last]) {
            return new Answer.Impossible(ok(take, last), show(value) + " was seen after it was taken");
        }
        from[value] = Math.min(moments.completed()[put], moments.completed()[first]);
        until[value] = take == NONE ? moments.end() : Math.max(moments.invoked()[last], moments.invoked()[put]);
        return null;
    }

    private List<Integer> ok(int... chosen) {
        return Arrays.stream(chosen)
                .filter(op -> operations.ok()[op])
                .distinct()
                .boxed()
                .toList();
    }

    /**
     * Lets the crashed operations that take have taken, the first of them the first of the values that are known to have been put and
     * that nobody is known to have taken, and so on. In a queue no other choice makes possible what this one does not: who leaves
     * earlier is in nobody's way, and of two values the one that came first has to leave no later than the other.
     */
    void assignCrashedTakes() {
        int[] left = IntStream.range(0, puts.length)
                .filter(value -> puts[value] != NONE && takes[value] == NONE && from[value] < moments.end())
                .toArray();
        IntArrays.quickSort(left, (a, b) -> Integer.compare(from[a], from[b]));
        crashedTakes.sort((a, b) -> Integer.compare(moments.invoked()[a], moments.invoked()[b]));
        for (int i = 0; i < Math.min(left.length, crashedTakes.size()); i++) {
            takes[left[i]] = crashedTakes.getInt(i);
            until[left[i]] = moments.invoked()[crashedTakes.getInt(i)];
        }
    }

    /** Whether somebody is known to have taken it. */
    boolean isKnownTaken(int value) {
        return takes[value] != NONE && operations.ok()[takes[value]];
    }

    boolean hasCrashedTakes() {
        return !crashedTakes.isEmpty();
    }

    int peekCount() {
        return peekCount;
    }

    int emptyCount() {
        return emptyCount;
    }

    /** Whether the value is surely there in at least one slot. */
    boolean isThere(int value) {
        return puts[value] != NONE && from[value] < until[value];
    }

    String show(int value) {
        return Edn.print(operations.valueTable().get(value));
    }
}
