package dev.faultline.workloads.membership;

import dev.faultline.harness.generator.Context;
import dev.faultline.harness.generator.Generator;
import dev.faultline.harness.generator.Next;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Completion.Outcome;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import dev.faultline.harness.time.Dice;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What the administrator does for ever: removes a member, adds one that it removed, or asks who the members are. It leaves a majority of
 * all nodes in the cluster and never removes the node that it talks to, which may be all that can still add others. A node of whose
 * removal it does not know the outcome counts as removed until it has been added again.
 *
 * @param nodes how many nodes there are; they are numbered from 1
 * @param count how many operations it has begun, for the dice
 * @param removed the nodes that may be out
 */
record Administrator(int nodes, long count, TreeSet<Integer> removed) implements Generator {
    private static final int ASKS_OF_A_HUNDRED = 30;

    Administrator {
        removed = new TreeSet<>(removed);
    }

    /** One that has not removed anything yet. */
    static Generator of(int nodes) {
        return new Administrator(nodes, 0, new TreeSet<>());
    }

    @Override
    public Next next(Context context) {
        if (context.free().isEmpty()) {
            return Next.awaitingCompletion(this);
        }
        int thread = context.free().nth(0);
        Operation operation = operation(context.dice(count), thread % nodes + 1);
        return new Next.Ready(operation, thread, new Administrator(nodes, count + 1, removed));
    }

    private Operation operation(Dice dice, int own) {
        int[] members = IntStream.rangeClosed(1, nodes)
                .filter(node -> node != own && !removed.contains(node))
                .toArray();
        boolean mayRemove = removed.size() < (nodes - 1) / 2 && members.length > 0;
        if (dice.below(100) < ASKS_OF_A_HUNDRED || (!mayRemove && removed.isEmpty())) {
            return Operation.of("members");
        }
        boolean removes = mayRemove && (removed.isEmpty() || dice.below(2) == 0);
        return removes
                ? new Operation("remove", (long) members[dice.below(members.length)])
                : new Operation("add", (long) removed.stream()
                        .skip(dice.below(removed.size()))
                        .findFirst()
                        .orElseThrow());
    }

    @Override
    public Generator completed(Context context, Invocation invocation, Completion completion) {
        TreeSet<Integer> after = new TreeSet<>(removed);
        if (invocation.function().equals("remove") && completion.outcome() != Outcome.FAIL) {
            after.add(node(invocation));
        } else if (invocation.function().equals("add") && completion.outcome() == Outcome.OK) {
            after.remove(node(invocation));
        }
        return new Administrator(nodes, count, after);
    }

    private static int node(Invocation invocation) {
        return ((Number) Objects.requireNonNull(invocation.value())).intValue();
    }
}
