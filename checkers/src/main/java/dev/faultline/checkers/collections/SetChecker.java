package dev.faultline.checkers.collections;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Losses;
import dev.faultline.checkers.verdict.TellsLosses;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set to which elements are added and that is read whole: {@code add e} and {@code read} of a collection.
 *
 * <ul>
 *   <li><em>lost</em>: an element whose add was acknowledged, and that is in none of the final reads. Final are the reads that
 *       began after the last add was acknowledged. INVALID.
 *   <li><em>unexpected</em>: an element that any read holds, although nobody had asked to add it when that read ended, or only adds
 *       that failed. INVALID.
 *   <li><em>recovered</em>: an element whose add had an unknown outcome, and that is in a final read. As it should be.
 *   <li><em>partial</em>: an acknowledged element that some final reads have and others lack. Counted, not held against the
 *       system: which node was behind, a set does not tell.
 * </ul>
 *
 * <p>Without a final read nothing can be lost or kept: UNKNOWN. Linear in the number of elements that were read.
 */
public final class SetChecker implements Checker, TellsLosses {

    /** What is known of an element: who asked for it first, and the first acknowledgement. */
    private static final class Adds {
        int askedRank = Integer.MAX_VALUE;

        @Nullable
        Operation acknowledged;
    }

    @Override
    public String name() {
        return "set";
    }

    @Override
    public String claim() {
        return "every acknowledged element was there in the end";
    }

    @Override
    public Verdict check(History history) {
        return find(history).verdict();
    }

    @Override
    public Finding find(History history) {
        try {
            return judge(history.judged());
        } catch (MalformedOperation e) {
            return new Finding(name(), new Unknown(String.valueOf(e.getMessage())), Map.of());
        }
    }

    @Override
    public Optional<Losses> losses(History history) {
        try {
            Contents contents = Contents.of(history.judged());
            return contents.finals.isEmpty() || contents.acknowledged.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Losses(contents.acknowledged, contents.lost));
        } catch (MalformedOperation e) {
            return Optional.empty();
        }
    }

    private Finding judge(List<Operation> operations) {
        Contents contents = Contents.of(operations);
        List<SetWitness.Unexpected> unexpected = unexpected(contents.reads, contents.adds);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("acknowledged", contents.acknowledged.size());
        details.put("lost", contents.lost.size());
        details.put("recovered", contents.recovered.size());
        details.put("unexpected", unexpected.size());
        details.put("in some final reads only", contents.partial);
        details.put("final reads", contents.finals.size());
        details.put("lost elements", Ranges.of(SetWitness.elements(contents.lost)));
        details.put("recovered elements", Ranges.of(contents.recovered));
        return new Finding(name(), verdict(contents, unexpected), details);
    }

    /** What the final reads hold of what was added; without a final read nothing is lost. */
    private static final class Contents {
        final Map<@Nullable Object, Adds> adds;
        final List<Operation> reads;
        final List<Operation> finals;
        final List<Operation> acknowledged = new ArrayList<>();
        final List<Operation> lost = new ArrayList<>();
        final List<@Nullable Object> recovered = new ArrayList<>();
        int partial;

        private Contents(Map<@Nullable Object, Adds> adds, List<Operation> reads, List<Operation> finals) {
            this.adds = adds;
            this.reads = reads;
            this.finals = finals;
        }

        static Contents of(List<Operation> operations) {
            Map<@Nullable Object, Adds> adds = adds(operations);
            List<Operation> reads = operations.stream()
                    .filter(operation -> operation.function().equals("read") && operation.isOk())
                    .toList();
            int lastAcknowledged = operations.stream()
                    .filter(operation -> operation.function().equals("add") && operation.isOk())
                    .mapToInt(Operation::completedRank)
                    .max()
                    .orElse(-1);
            List<Operation> finals = reads.stream()
                    .filter(read -> read.invokedRank() > lastAcknowledged)
                    .toList();
            Contents contents = new Contents(adds, reads, finals);
            contents.sort();
            return contents;
        }

        private void sort() {
            Map<@Nullable Object, Integer> seen = new HashMap<>();
            finals.forEach(
                    read -> new HashSet<@Nullable Object>(elements(read)).forEach(e -> seen.merge(e, 1, Integer::sum)));
            for (Map.Entry<@Nullable Object, Adds> entry : adds.entrySet()) {
                Operation add = entry.getValue().acknowledged;
                int readers = seen.getOrDefault(entry.getKey(), 0);
                if (add == null) {
                    if (readers > 0) {
                        recovered.add(entry.getKey());
                    }
                    continue;
                }
                acknowledged.add(add);
                if (readers == 0 && !finals.isEmpty()) {
                    lost.add(add);
                } else if (readers < finals.size()) {
                    partial++;
                }
            }
        }
    }

    private static Verdict verdict(Contents contents, List<SetWitness.Unexpected> unexpected) {
        if (!contents.lost.isEmpty() || !unexpected.isEmpty()) {
            return Verdict.invalid(
                    new SetWitness(contents.acknowledged.size(), contents.lost, unexpected, contents.finals));
        }
        return contents.finals.isEmpty()
                ? Verdict.unknown("no read was answered after the last add had been acknowledged")
                : Verdict.valid();
    }

    private static Map<@Nullable Object, Adds> adds(List<Operation> operations) {
        Map<@Nullable Object, Adds> adds = new LinkedHashMap<>();
        for (Operation operation : operations) {
            if (operation.function().equals("read")) {
                continue;
            }
            if (!operation.function().equals("add")) {
                throw new MalformedOperation(operation + ": expected add or read");
            }
            Adds add = adds.computeIfAbsent(operation.argument(), element -> new Adds());
            add.askedRank = Math.min(add.askedRank, operation.invokedRank());
            if (operation.isOk()
                    && (add.acknowledged == null || operation.completedRank() < add.acknowledged.completedRank())) {
                add.acknowledged = operation;
            }
        }
        return adds;
    }

    /** Each with the read that ended first with it. */
    private static List<SetWitness.Unexpected> unexpected(List<Operation> reads, Map<@Nullable Object, Adds> adds) {
        List<SetWitness.Unexpected> unexpected = new ArrayList<>();
        Set<@Nullable Object> told = new HashSet<>();
        List<Operation> byEnd = new ArrayList<>(reads);
        byEnd.sort(java.util.Comparator.comparingInt(Operation::completedRank));
        for (Operation read : byEnd) {
            for (Object element : elements(read)) {
                Adds add = adds.get(element);
                if ((add == null || add.askedRank > read.completedRank()) && told.add(element)) {
                    unexpected.add(new SetWitness.Unexpected(element, read));
                }
            }
        }
        return unexpected;
    }

    private static Collection<? extends @Nullable Object> elements(Operation read) {
        if (read.value() instanceof Collection<?> elements) {
            return elements;
        }
        throw new MalformedOperation(read + ": expected a collection of elements");
    }
}
