package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All calls of a run in columns, in order of invocation: a million of them are counted in one pass without an object each. Names
 * that repeat (nodes, functions, keys, errors) are numbers into a list.
 */
final class Calls {
    private static final int NONE = -1;
    private static final Outcome[] OUTCOMES = Outcome.values();

    private final Names nodes = new Names();
    private final Names functions = new Names();
    private final Names keys = new Names();
    private final Names errors = new Names();
    private long[] index = new long[64];
    private long[] completion = new long[64];
    private long[] invokedAt = new long[64];
    private long[] completedAt = new long[64];
    private int[] process = new int[64];
    private int[] node = new int[64];
    private int[] function = new int[64];
    private int[] key = new int[64];
    private int[] error = new int[64];
    private byte[] outcome = new byte[64];
    private String[] value = new String[64];
    private int size;

    void add(Call call) {
        if (size > 0 && call.index() <= index[size - 1]) {
            throw new IllegalArgumentException(
                    "calls in order of invocation: " + call.index() + " after " + index[size - 1]);
        }
        if (size == index.length) {
            grow(size * 2);
        }
        index[size] = call.index();
        completion[size] = call.completion();
        invokedAt[size] = call.invokedAt();
        completedAt[size] = call.completedAt();
        process[size] = call.process();
        node[size] = nodes.number(call.node());
        function[size] = functions.number(call.function());
        key[size] = call.key() == null ? NONE : keys.number(call.key());
        error[size] = call.error() == null ? NONE : errors.number(call.error());
        outcome[size] = (byte) call.outcome().ordinal();
        value[size] = call.value();
        size++;
    }

    int size() {
        return size;
    }

    Call at(int call) {
        return new Call(
                index[call],
                completion[call],
                process[call],
                nodes.name(node[call]),
                functions.name(function[call]),
                key[call] == NONE ? null : keys.name(key[call]),
                value[call],
                invokedAt[call],
                completedAt[call],
                OUTCOMES[outcome[call]],
                error[call] == NONE ? null : errors.name(error[call]));
    }

    /** The call with this history index as its invocation, or null. */
    @Nullable
    Call invokedAtIndex(long historyIndex) {
        int found = Arrays.binarySearch(index, 0, size, historyIndex);
        return found < 0 ? null : at(found);
    }

    /** In order of invocation; {@code wanted} may be written as a quoted string. */
    List<Call> ofKey(@Nullable String wanted) {
        int number = wanted == null ? NONE : keys.find(wanted);
        if (number == NONE && wanted != null) {
            number = keys.find(Witness.key(wanted));
        }
        List<Call> found = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (key[i] == number && (wanted == null || number != NONE)) {
                found.add(at(i));
            }
        }
        return found;
    }

    List<String> nodes() {
        return nodes.all();
    }

    List<String> functions() {
        return functions.all();
    }

    /** Of each function, by its number, whether it reads. */
    boolean[] reading() {
        boolean[] reading = new boolean[functions.all().size()];
        for (int f = 0; f < reading.length; f++) {
            reading[f] = Call.reads(functions.name(f));
        }
        return reading;
    }

    List<String> keys() {
        return keys.all();
    }

    long index(int call) {
        return index[call];
    }

    long completion(int call) {
        return completion[call];
    }

    int node(int call) {
        return node[call];
    }

    int process(int call) {
        return process[call];
    }

    int function(int call) {
        return function[call];
    }

    /** -1 when the history has one object only. */
    int key(int call) {
        return key[call];
    }

    List<String> errors() {
        return errors.all();
    }

    /** -1 when none was recorded. */
    int error(int call) {
        return error[call];
    }

    Outcome outcome(int call) {
        return OUTCOMES[outcome[call]];
    }

    long invokedAt(int call) {
        return invokedAt[call];
    }

    long completedAt(int call) {
        return completedAt[call];
    }

    private void grow(int length) {
        index = Arrays.copyOf(index, length);
        completion = Arrays.copyOf(completion, length);
        invokedAt = Arrays.copyOf(invokedAt, length);
        completedAt = Arrays.copyOf(completedAt, length);
        process = Arrays.copyOf(process, length);
        node = Arrays.copyOf(node, length);
        function = Arrays.copyOf(function, length);
        key = Arrays.copyOf(key, length);
        error = Arrays.copyOf(error, length);
        outcome = Arrays.copyOf(outcome, length);
        value = Arrays.copyOf(value, length);
    }

    private static final class Names {
        private final Map<String, Integer> numbers = new LinkedHashMap<>();
        private final List<String> names = new ArrayList<>();

        int number(String name) {
            Integer known = numbers.putIfAbsent(name, names.size());
            if (known != null) {
                return known;
            }
            names.add(name);
            return names.size() - 1;
        }

        int find(String name) {
            return numbers.getOrDefault(name, NONE);
        }

        String name(int number) {
            return names.get(number);
        }

        List<String> all() {
            return List.copyOf(names);
        }
    }
}
