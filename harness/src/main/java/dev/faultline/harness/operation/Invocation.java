package dev.faultline.harness.operation;

import org.jspecify.annotations.Nullable;

/**
 * An operation handed to a process.
 *
 * @param nanos when, on the run's clock
 * @param thread the worker that carries the process: 0 .. clients - 1, or -1 for the thread of the faults
 * @param process the logical process; a worker whose operation ended unknown goes on as a new one
 */
public record Invocation(
        long nanos,
        int thread,
        long process,
        String function,
        @Nullable Object value) {}
