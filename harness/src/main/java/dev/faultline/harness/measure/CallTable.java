package dev.faultline.harness.measure;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.harness.store.FaultFigures.Replies;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * All operations of clients with a recorded time, in columns by invocation: every fault looks through all of them, and a history
 * makes an object of each.
 */
final class CallTable {
    /** Completion of a call that was open when the recording ended. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Reply[] REPLIES = Reply.values();

    private final List<String> nodes = new ArrayList<>();
    private final long[] invokedAt;
    private final long[] completedAt;
    private final int[] node;
    private final byte[] reply;
    private final boolean[] mutates;
    private int size;
    private long lastMutation;

    private CallTable(int capacity) {
        invokedAt = new long[capacity];
        completedAt = new long[capacity];
        node = new int[capacity];
        reply = new byte[capacity];
        mutates = new boolean[capacity];
    }

    /**
     * @param reads functions that change nothing; where there is no other, all count as mutations
     * @param answers errors of failed operations that are answers
     */
    static CallTable of(History history, Set<String> reads, Set<String> answers) {
        List<Operation> operations = history.operations();
        boolean readsOnly = operations.stream().allMatch(o -> reads.contains(o.function()));
        CallTable table = new CallTable(operations.size());
        for (Operation operation : operations) {
            if (operation.invokedAt() >= 0) {
                table.add(operation, readsOnly || !reads.contains(operation.function()), answers);
            }
        }
        return table;
    }

    private void add(Operation operation, boolean mutation, Set<String> answers) {
        invokedAt[size] = operation.invokedAt();
        completedAt[size] = operation.completedAt() < 0 ? NEVER : operation.completedAt();
        node[size] = number(operation.node() == null ? "" : operation.node());
        Reply heard = switch (operation.outcome()) {
            case OK -> Reply.OK;
            case FAIL -> answers.contains(String.valueOf(operation.error())) ? Reply.ANSWERED : Reply.REFUSED;
            case INFO -> Reply.UNKNOWN;
        };
        reply[size] = (byte) heard.ordinal();
        mutates[size] = mutation;
        lastMutation = mutation
                ? Math.max(lastMutation, Math.max(operation.invokedAt(), operation.completedAt()))
                : lastMutation;
        size++;
    }

    private int number(String name) {
        int known = nodes.indexOf(name);
        if (known >= 0) {
            return known;
        }
        nodes.add(name);
        return nodes.size() - 1;
    }

    int size() {
        return size;
    }

    long invokedAt(int call) {
        return invokedAt[call];
    }

    long completedAt(int call) {
        return completedAt[call];
    }

    int node(int call) {
        return node[call];
    }

    Reply reply(int call) {
        return REPLIES[reply[call]];
    }

    boolean mutates(int call) {
        return mutates[call];
    }

    boolean acknowledges(int call) {
        return mutates[call] && reply(call) == Reply.OK;
    }

    /** When the last mutation ended: after that only final reads come, and silence means nothing. */
    long lastMutation() {
        return lastMutation;
    }

    /** By number, whether it is one of these; an operation of which no node is known may be any's. */
    boolean[] among(Collection<String> wanted) {
        boolean[] among = new boolean[nodes.size()];
        for (int i = 0; i < among.length; i++) {
            among[i] = nodes.get(i).isEmpty() || wanted.contains(nodes.get(i));
        }
        return among;
    }

    /** Every node that was asked anything. */
    List<String> nodes() {
        return List.copyOf(nodes);
    }

    Replies count(IntPredicate calls) {
        long[] counts = new long[REPLIES.length];
        for (int call = 0; call < size; call++) {
            if (calls.test(call)) {
                counts[reply[call]]++;
            }
        }
        return new Replies(
                counts[Reply.OK.ordinal()],
                counts[Reply.ANSWERED.ordinal()],
                counts[Reply.REFUSED.ordinal()],
                counts[Reply.UNKNOWN.ordinal()]);
    }
}
