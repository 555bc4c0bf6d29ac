package dev.faultline.checkers.collections;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Witness;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which elements of a set are lost, and which were never added.
 *
 * @param acknowledged how many elements were acknowledged
 * @param lost the acknowledged adds of elements that no final read has, in the order of acknowledgement
 * @param unexpected elements that were read and had not been added
 * @param finals the final reads
 */
public record SetWitness(int acknowledged, List<Operation> lost, List<Unexpected> unexpected, List<Operation> finals)
        implements Witness {
    private static final int FINALS_CITED = 2;

    /** An element with the first read that held it. */
    public record Unexpected(@Nullable Object element, Operation read) {}

    public SetWitness {
        lost = lost.stream()
                .sorted(Comparator.comparingInt(Operation::completedRank))
                .toList();
        unexpected = List.copyOf(unexpected);
        finals = List.copyOf(finals);
    }

    static List<@Nullable Object> elements(List<Operation> adds) {
        List<@Nullable Object> elements = new ArrayList<>();
        adds.forEach(add -> elements.add(add.argument()));
        return elements;
    }

    @Override
    public String summary() {
        List<String> parts = new ArrayList<>();
        if (!lost.isEmpty()) {
            parts.add(String.format(
                    Locale.ROOT,
                    "%,d of %,d acknowledged elements %s lost: %s",
                    lost.size(),
                    acknowledged,
                    lost.size() == 1 ? "is" : "are",
                    Ranges.of(elements(lost))));
        }
        if (!unexpected.isEmpty()) {
            List<@Nullable Object> elements = new ArrayList<>();
            unexpected.forEach(u -> elements.add(u.element()));
            parts.add("read, though nobody had added " + (elements.size() == 1 ? "it: " : "them: ")
                    + Ranges.of(elements));
        }
        return String.join("; ", parts);
    }

    @Override
    public List<String> story() {
        List<String> story = new ArrayList<>();
        if (!lost.isEmpty()) {
            story.add(told(lost.get(0))
                    + (lost.size() == 1 ? "" : "; the last of them, " + told(lost.get(lost.size() - 1))));
            if (lost.size() > 1) {
                story.add("they had been acknowledged by " + byNode());
            }
            Operation first = finals.get(0);
            story.add(
                    (finals.size() == 1 ? "the only final read lacks " : "all " + finals.size() + " final reads lack ")
                            + (lost.size() == 1 ? "it" : "them") + ", the first by " + who(first)
                            + at(" at ", first.invokedAt()) + " with "
                            + size(first) + " elements");
        }
        for (Unexpected u : unexpected.subList(0, Math.min(3, unexpected.size()))) {
            story.add(who(u.read()) + " read " + Edn.print(u.element())
                    + at(" at ", u.read().completedAt()));
        }
        return story;
    }

    private String byNode() {
        Map<String, Integer> counts = new TreeMap<>();
        lost.forEach(
                add -> counts.merge(add.node() == null ? "a node that was not recorded" : add.node(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(node -> node.getKey() + (counts.size() == 1 ? "" : " (" + node.getValue() + ")"))
                .collect(Collectors.joining(", "));
    }

    private static String told(Operation add) {
        return who(add) + " added " + Edn.print(add.argument()) + at(", acknowledged at ", add.completedAt());
    }

    private static String who(Operation operation) {
        return "process " + operation.process() + (operation.node() == null ? "" : " (" + operation.node() + ")");
    }

    private static String at(String before, long nanos) {
        return nanos < 0 ? "" : before + String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    private static int size(Operation read) {
        return read.value() instanceof Collection<?> elements ? elements.size() : 0;
    }

    @Override
    public List<Cited> cited() {
        List<Cited> cited = new ArrayList<>();
        if (!lost.isEmpty()) {
            finals.stream()
                    .limit(FINALS_CITED)
                    .forEach(read -> cited.add(Cited.context(read, "a final read, of " + size(read) + " elements")));
        }
        lost.forEach(add -> cited.add(Cited.culprit(add, "lost: acknowledged, and in no final read")));
        unexpected.forEach(u ->
                cited.add(Cited.culprit(u.read(), "holds " + Edn.print(u.element()) + ", which nobody had added")));
        return cited;
    }

    @Override
    public Map<String, Object> toData() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("acknowledged", acknowledged);
        data.put("lost", lost.stream().map(add -> Edn.print(add.argument())).toList());
        data.put(
                "unexpected",
                unexpected.stream().map(u -> Edn.print(u.element())).toList());
        data.put("finalReads", finals.size());
        return data;
    }

    @Override
    public String toString() {
        return summary() + story().stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }
}
