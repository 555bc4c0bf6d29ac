package dev.faultline.checkers.collections;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks did not take effect exactly once, or were never asked for.
 *
 * @param acknowledged how many tasks were acknowledged
 * @param breaches one for each task
 * @param finals the final lists
 */
public record TaskWitness(int acknowledged, List<Breach> breaches, List<Operation> finals) implements Witness {
    private static final int TOLD_MAX = 3;

    /** What can be wrong about a task. */
    public enum Kind {
        LOST("lost", "in no final list"),
        NEVER_DONE("never done", "done in no final list"),
        MORE_THAN_ONCE("done more than once", "counts more than one effect"),
        UNASKED("listed though nobody had submitted it", "has a task that nobody had submitted");

        private final String words;
        private final String role;

        Kind(String words, String role) {
            this.words = words;
            this.role = role;
        }

        String words() {
            return words;
        }
    }

    /**
     * A task about which something is wrong.
     *
     * @param operation its acknowledged submission if it is lost or never done, else the first list that shows what is wrong
     */
    public record Breach(Kind kind, @Nullable Object id, Operation operation) {}

    public TaskWitness {
        breaches = List.copyOf(breaches);
        finals = List.copyOf(finals);
    }

    static Collection<? extends @Nullable Object> entries(Operation list) {
        if (list.value() instanceof Collection<?> entries) {
            return entries;
        }
        throw new MalformedOperation(list + ": expected a collection of tasks");
    }

    @Override
    public String summary() {
        return Arrays.stream(Kind.values())
                .filter(kind -> !ids(kind).isEmpty())
                .map(kind -> String.format(Locale.ROOT, "%s: %s", kind.words, Ranges.of(ids(kind))))
                .collect(Collectors.joining(
                        "; ", String.format(Locale.ROOT, "of %,d acknowledged tasks, ", acknowledged), ""));
    }

    private List<@Nullable Object> ids(Kind kind) {
        List<@Nullable Object> ids = new ArrayList<>();
        breaches.stream().filter(breach -> breach.kind == kind).forEach(breach -> ids.add(breach.id));
        return ids;
    }

    @Override
    public List<String> story() {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> breaches.stream().filter(b -> b.kind == kind).limit(TOLD_MAX))
                .map(this::told)
                .toList();
    }

    private String told(Breach breach) {
        Operation operation = breach.operation;
        String who = "process " + operation.process() + (operation.node() == null ? "" : " (" + operation.node() + ")");
        String at = operation.completedAt() < 0
                ? ""
                : String.format(Locale.ROOT, " at %.3f s", operation.completedAt() / 1e9);
        return switch (breach.kind) {
            case LOST, NEVER_DONE ->
                who + " submitted " + Edn.print(breach.id) + ", acknowledged" + at + "; "
                        + shown(breach.id, finals.get(finals.size() - 1), "the last final list has ");
            case MORE_THAN_ONCE, UNASKED -> shown(breach.id, operation, who + " was told" + at + ": ");
        };
    }

    /** What a list says of a task. */
    private static String shown(@Nullable Object id, Operation list, String before) {
        return before
                + entries(list).stream()
                        .filter(entry -> entry instanceof List<?> row && Objects.equals(row.get(0), id))
                        .map(Edn::print)
                        .findFirst()
                        .orElse("no such task");
    }

    @Override
    public List<Cited> cited() {
        List<Cited> cited = new ArrayList<>();
        if (breaches.stream().anyMatch(breach -> breach.operation.function().equals("submit"))) {
            cited.add(Cited.context(finals.get(finals.size() - 1), "the last final list"));
        }
        breaches.forEach(breach ->
                cited.add(Cited.culprit(breach.operation, breach.kind.role + ": task " + Edn.print(breach.id))));
        return cited;
    }

    @Override
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("acknowledged", acknowledged);
        for (Kind kind : Kind.values()) {
            data.put(kind.words, ids(kind).stream().map(Edn::print).toList());
        }
        data.put("finalLists", finals.size());
        return data;
    }

    @Override
    public String toString() {
        return summary() + story().stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }
}
