package dev.faultline.harness.run;

import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.operation.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What was recorded of a run. */
public final class Log implements Recorder {

    /** @param type {@code invoke}, or how it ended */
    public record Event(
            long nanos,
            int thread,
            long process,
            String type,
            String function,
            @Nullable Object value,
            @Nullable String error) {

        public long millis() {
            return nanos / 1_000_000;
        }

        public boolean isInvocation() {
            return type.equals("invoke");
        }
    }

    private final List<Event> events = new ArrayList<>();

    @Override
    public void invoked(Invocation i) {
        events.add(new Event(i.nanos(), i.thread(), i.process(), "invoke", i.function(), i.value(), null));
    }

    @Override
    public void completed(Invocation i, long nanos, Completion c) {
        String type = c.outcome().name().toLowerCase(Locale.ROOT);
        events.add(new Event(nanos, i.thread(), i.process(), type, i.function(), c.value(), c.error()));
    }

    public List<Event> events() {
        return events;
    }

    public List<Event> invocations() {
        return events.stream().filter(Event::isInvocation).toList();
    }

    public List<Event> completions() {
        return events.stream().filter(Predicate.not(Event::isInvocation)).toList();
    }

    /** The functions invoked, in order. */
    public List<String> functions() {
        return invocations().stream().map(Event::function).toList();
    }

    /** The invocations as {@code "10 read"}: milliseconds and function. */
    public List<String> timed() {
        return invocations().stream().map(e -> e.millis() + " " + e.function()).toList();
    }

    public List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>();
        invocations().forEach(event -> values.add(event.value()));
        return values;
    }
}
