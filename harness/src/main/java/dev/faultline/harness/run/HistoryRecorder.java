package dev.faultline.harness.run;

import dev.faultline.checkers.history.Event;
import dev.faultline.checkers.history.EventType;
import dev.faultline.checkers.history.HistoryWriter;
import dev.faultline.checkers.history.Keyword;
import dev.faultline.checkers.history.ProcessId;
import dev.faultline.harness.generator.Context;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the history as it happens, and counts. */
final class HistoryRecorder implements Recorder, AutoCloseable {
    private final HistoryWriter writer;
    /** For each node what an event says of it. */
    private final List<Map<Keyword, String>> nodes;

    private final long[] counts = new long[Completion.Outcome.values().length];
    private long index;

    HistoryRecorder(Path file, List<String> nodes) {
        this(file, nodes, HistoryWriter::create);
    }

    HistoryRecorder(Path file, List<String> nodes, Opening opening) {
        this.nodes =
                nodes.stream().map(node -> Map.of(Keyword.of("node"), node)).toList();
        try {
            this.writer = opening.open(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** Begins a new file. */
    interface Opening {
        HistoryWriter open(Path file) throws IOException;
    }

    /** The node that a process's thread talks to. */
    static int nodeOf(int thread, int nodes) {
        return thread % nodes;
    }

    @Override
    public void invoked(Invocation invocation) {
        EventType type = invocation.thread() == Context.FAULTS ? EventType.INFO : EventType.INVOKE;
        append(invocation, type, invocation.nanos(), invocation.value(), null);
    }

    @Override
    public void completed(Invocation invocation, long nanos, Completion completion) {
        if (invocation.thread() == Context.FAULTS) {
            append(invocation, EventType.INFO, nanos, completion.value(), completion.error());
        } else {
            counts[completion.outcome().ordinal()]++;
            append(
                    invocation,
                    EventType.valueOf(completion.outcome().name()),
                    nanos,
                    completion.value(),
                    completion.error());
        }
    }

    /** Operations of clients that ended so, until now. */
    long count(Completion.Outcome outcome) {
        return counts[outcome.ordinal()];
    }

    private void append(
            Invocation invocation, EventType type, long nanos, @Nullable Object value, @Nullable String error) {
        boolean fault = invocation.thread() == Context.FAULTS;
        Event event = new Event(
                index++,
                type,
                fault ? ProcessId.NEMESIS : ProcessId.client(invocation.process()),
                invocation.function(),
                value,
                nanos,
                error,
                fault ? Map.of() : nodes.get(nodeOf(invocation.thread(), nodes.size())));
        try {
            writer.append(event);
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be closed: " + e.getMessage(), e);
        }
    }
}
