package dev.faultline.harness.generator;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import dev.faultline.harness.operation.Operation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a scope (the run, or one key) remembers of its operations: how many there were, and each process's last success.
 * Immutable.
 */
final class Memory {
    static final Memory EMPTY = new Memory(0, new Operation[0]);

    private final long operations;

    /** By thread + 1. A thread's entry is dropped when its process ends. */
    private final @Nullable Operation[] lastOk;

    private Memory(long operations, @Nullable Operation[] lastOk) {
        this.operations = operations;
        this.lastOk = lastOk;
    }

    long operations() {
        return operations;
    }

    @Nullable
    Operation lastOk(int thread) {
        return thread + 1 < lastOk.length ? lastOk[thread + 1] : null;
    }

    Memory invoked() {
        return new Memory(operations + 1, lastOk);
    }

    Memory completed(Invocation invocation, Completion completion) {
        return switch (completion.outcome()) {
            case OK -> with(invocation.thread(), new Operation(invocation.function(), completion.value()));
            case FAIL -> this;
            case INFO -> lastOk(invocation.thread()) == null ? this : with(invocation.thread(), null);
        };
    }

    private Memory with(int thread, @Nullable Operation operation) {
        @Nullable Operation[] copy = Arrays.copyOf(lastOk, Math.max(lastOk.length, thread + 2));
        copy[thread + 1] = operation;
        return new Memory(operations, copy);
    }
}
