package dev.faultline.harness.measure;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.harness.store.FaultFigures.Loss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Acknowledged writes of registers that are gone. A write is lost when every read of its key that was asked for after the cluster had
 * recovered found an older value: one whose only writer had taken effect before the write was asked for, or none at all. No
 * order of the operations explains that, and no other node can still hold what none shows. A value that was overwritten in time
 * can have been lost unseen: what is counted is what can be shown. Where the whole history is linearizable, no read missed any
 * write that had been acknowledged before it, so none was lost of those that a later read could tell of.
 */
final class LostWrites {
    private static final Set<String> WRITES = Set.of("write", "cas");

    private final Map<@Nullable Object, Register> registers = new HashMap<>();
    private final boolean linearizable;
    private final boolean ofRegisters;

    /** @param linearizable whether the whole history is known to be */
    LostWrites(History history, Set<String> reads, boolean linearizable) {
        this.linearizable = linearizable;
        List<Operation> operations = history.judged();
        this.ofRegisters =
                operations.stream().allMatch(o -> WRITES.contains(o.function()) || reads.contains(o.function()));
        if (ofRegisters) {
            boolean keyed = operations.stream().allMatch(o -> o.argument() instanceof List<?> pair && pair.size() == 2);
            operations.forEach(o -> add(o, keyed, reads));
        }
    }

    /** One key. {@code settled}: by value, the rank by which its only writer had taken effect; none when several wrote it. */
    private static final class Register {
        final List<Operation> acknowledged = new ArrayList<>();
        final List<Read> reads = new ArrayList<>();
        final Map<@Nullable Object, Integer> writers = new HashMap<>();
        final Map<@Nullable Object, Integer> settled = new HashMap<>();
    }

    private record Read(long askedAt, @Nullable Object value) {}

    private void add(Operation operation, boolean keyed, Set<String> reads) {
        Object key = keyed && operation.argument() instanceof List<?> pair ? pair.get(0) : null;
        Object value = keyed && operation.value() instanceof List<?> pair && pair.size() == 2
                ? pair.get(1)
                : operation.value();
        Register register = registers.computeIfAbsent(key, k -> new Register());
        if (reads.contains(operation.function())) {
            if (operation.isOk()) {
                register.reads.add(new Read(operation.invokedAt(), value));
                register.settled.merge(value, operation.completedRank(), Math::min);
            }
            return;
        }
        Object written = operation.function().equals("cas") && value instanceof List<?> change && change.size() == 2
                ? change.get(1)
                : value;
        register.writers.merge(written, 1, Integer::sum);
        if (operation.isOk()) {
            register.acknowledged.add(operation);
            register.settled.merge(written, operation.completedRank(), Math::min);
        }
    }

    /**
     * Of the mutations acknowledged in a time; null when nothing can be said.
     *
     * @param after exclusive
     * @param to inclusive
     * @param healedAt when the fault was healed
     * @param recoveredAt since when all nodes served again; null when that was not seen
     */
    @Nullable
    Loss between(long after, long to, long healedAt, @Nullable Long recoveredAt) {
        Long readFrom = linearizable ? Long.valueOf(healedAt) : recoveredAt;
        if (!ofRegisters || readFrom == null) {
            return null;
        }
        long told = 0;
        List<Operation> lost = new ArrayList<>();
        for (Register register : registers.values()) {
            int newest = newest(register, readFrom);
            if (newest == NOT_READ) {
                continue;
            }
            for (Operation write : register.acknowledged) {
                if (write.completedAt() > after && write.completedAt() <= to) {
                    told++;
                    if (newest < write.invokedRank()) {
                        lost.add(write);
                    }
                }
            }
        }
        boolean known = told > 0 && (linearizable || !lost.isEmpty());
        return known ? new Loss(lost.size(), told, linearizable, span(lost)) : null;
    }

    private static final int NOT_READ = Integer.MIN_VALUE;
    private static final int FIRST_VALUE = -1;

    /** The rank by which the newest value that any read found from then on was there; the greatest when one is unsure. */
    private static int newest(Register register, long from) {
        int newest = NOT_READ;
        for (Read read : register.reads) {
            if (read.askedAt() >= from) {
                int writers = register.writers.getOrDefault(read.value(), 0);
                int there = writers == 0 && read.value() == null
                        ? FIRST_VALUE
                        : writers == 1 ? Objects.requireNonNull(register.settled.get(read.value())) : Integer.MAX_VALUE;
                newest = Math.max(newest, there);
            }
        }
        return newest;
    }

    /** From the first to the last acknowledgement. */
    static long span(List<Operation> lost) {
        long first = lost.stream().mapToLong(Operation::completedAt).min().orElse(0);
        long last = lost.stream().mapToLong(Operation::completedAt).max().orElse(0);
        return last - first;
    }
}
