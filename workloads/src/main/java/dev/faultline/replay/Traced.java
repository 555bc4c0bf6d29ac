package dev.faultline.replay;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.StoryRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Puts a story together from what was traced, what clients recorded and which faults there were. */
final class Traced {
    private static final int OPERATIONS_MAX = 1_000;
    /** A read of a whole set is as long as the set. */
    private static final int CHARS_MAX = 200;

    private static final Set<String> LIVES =
            Set.of("leads", "follows", "steps-down", "campaigns", "starts", "crashes", "pauses", "resumes");

    private final Window window;
    private final Violation violation;

    Traced(Window window, Violation violation) {
        this.window = window;
        this.violation = violation;
    }

    StoryRecord story(Tracer tracer, History history, FaultsRecord faults, List<String> nodes) {
        List<FaultsRecord.Window> told = faults(faults);
        long since =
                told.stream().mapToLong(FaultsRecord.Window::injectStart).max().orElse(window.from());
        List<StoryRecord.Entry> entries = new ArrayList<>();
        told.forEach(fault -> entries.add(entry(fault)));
        entries.addAll(events(tracer.events(), Math.min(since, window.from())));
        entries.addAll(tracer.messages());
        entries.addAll(operations(history));
        return new StoryRecord(window.from(), window.to(), nodes, entries);
    }

    /** The last that began before the window's end, those in force within the window, and what came until it was seen. */
    private List<FaultsRecord.Window> faults(FaultsRecord faults) {
        List<FaultsRecord.Window> told = new ArrayList<>();
        for (FaultsRecord.Window fault : faults.faults()) {
            if (fault.injectStart() > window.until()) {
                break;
            }
            if (fault.injectStart() <= window.to() && told.stream().noneMatch(this::touches)) {
                told.clear();
            }
            told.add(fault);
        }
        return told;
    }

    private boolean touches(FaultsRecord.Window fault) {
        Long healed = fault.healEnd();
        return window.touches(fault.injectStart(), healed == null ? Long.MAX_VALUE : healed);
    }

    private static StoryRecord.Fault entry(FaultsRecord.Window fault) {
        return new StoryRecord.Fault(
                fault.injectStart(), fault.healEnd(), fault.name(), fault.summary(), fault.targets());
    }

    /** All since then, and of each node the last before that says what it was. */
    private static List<StoryRecord.Event> events(List<StoryRecord.Event> all, long since) {
        Map<String, StoryRecord.Event> before = new TreeMap<>();
        List<StoryRecord.Event> told = new ArrayList<>();
        for (StoryRecord.Event event : all) {
            if (event.time() >= since) {
                told.add(event);
            } else if (LIVES.contains(event.kind())) {
                before.put(event.node(), event);
            }
        }
        told.addAll(before.values());
        return told;
    }

    private List<StoryRecord.Operation> operations(History history) {
        Set<Operation> involved = new HashSet<>(violation.involved());
        boolean keyed = history.operations().stream().anyMatch(violation::concerns);
        long culprit = violation.culprit().invokedAt();
        List<Operation> chosen = history.operations().stream()
                .filter(o -> involved.contains(o)
                        || ((!keyed || violation.concerns(o)) && window.touches(o.invokedAt(), over(o))))
                .sorted(Comparator.comparing((Operation o) -> !involved.contains(o))
                        .thenComparing(o -> Math.abs(o.invokedAt() - culprit)))
                .limit(OPERATIONS_MAX)
                .toList();
        return chosen.stream().map(this::entry).toList();
    }

    /** One of which nothing more was heard is over in nobody's eyes, but it is of no interest for ever. */
    private static long over(Operation operation) {
        return Math.max(operation.invokedAt(), operation.completedAt());
    }

    private StoryRecord.Operation entry(Operation operation) {
        return new StoryRecord.Operation(
                operation.invokedAt(),
                operation.completedAt() < 0 ? null : operation.completedAt(),
                operation.process().name() instanceof Long number ? number.intValue() : -1,
                operation.node() == null ? "?" : operation.node(),
                cut(violation.unkeyed(operation).call()),
                operation.outcome().name().toLowerCase(Locale.ROOT),
                operation.equals(violation.culprit()));
    }

    private static String cut(String text) {
        return text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX) + "...";
    }
}
