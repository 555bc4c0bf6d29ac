package dev.faultline.checkers.txn;

import static dev.faultline.checkers.txn.DependencyGraph.RW;
import static dev.faultline.checkers.txn.DependencyGraph.WR;
import static dev.faultline.checkers.txn.DependencyGraph.WW;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.txn.AppendTransaction.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What transactions over lists tell of one another. Appended elements are unique within a list, so that each element names who appended
 * it, and the longest read of a list is the order of its appends, of which every other read must be a beginning. From that order follow
 * the dependencies: ww between appends that follow each other, wr from the append of a read's last element to the read, rw from a read
 * to the next append. Appends that were acknowledged and that no read shows come after all that are shown, in an order that nobody knows.
 * (Kingsbury and Alvaro 2020, Elle.)
 *
 * <p>Transactions of unknown outcome count once any of their elements was read; else they are left out, as if they had not happened.
 */
final class ListAppend {
    private final List<AppendTransaction> transactions;
    private final Set<List<Object>> failed = new HashSet<>();
    private final Map<List<Object>, Integer> writers = new HashMap<>();
    private final Map<Object, Read> longest = new LinkedHashMap<>();
    private final Set<Integer> observed = new HashSet<>();
    private final List<Read> reads = new ArrayList<>();
    private final List<Anomaly> anomalies = new ArrayList<>();

    /** A list as one transaction read it. */
    private record Read(int reader, Object key, List<Object> list) {}

    /**
     * @param transactions that happened or may have happened
     * @param aborted those that failed
     */
    ListAppend(List<AppendTransaction> transactions, List<AppendTransaction> aborted) {
        this.transactions = transactions;
        for (AppendTransaction transaction : aborted) {
            for (Step step : transaction.steps()) {
                if (step.append() && !failed.add(List.of(step.key(), step.element()))) {
                    throw twice(step);
                }
            }
        }
        for (int i = 0; i < transactions.size(); i++) {
            for (Step step : transactions.get(i).steps()) {
                List<Object> appended = List.of(step.key(), step.element());
                if (step.append() && (failed.contains(appended) || writers.put(appended, i) != null)) {
                    throw twice(step);
                }
                List<Object> list = step.list();
                if (list != null) {
                    reads.add(new Read(i, step.key(), list));
                }
            }
        }
    }

    private static MalformedOperation twice(Step step) {
        return new MalformedOperation("element " + Edn.print(step.element()) + " is appended to list "
                + Edn.print(step.key()) + " more than once, so that nobody knows whose it is");
    }

    int reads() {
        return reads.size();
    }

    /** Everything that a serializable execution does not show; the plain ones first, then one for each knot of cycles. */
    List<Anomaly> find() {
        transactions.stream().filter(t -> t.operation().isOk()).forEach(this::internal);
        reads.forEach(this::elements);
        reads.forEach(read -> longest.merge(
                read.key(), read, (a, b) -> a.list().size() >= b.list().size() ? a : b));
        reads.forEach(this::order);
        if (anomalies.isEmpty()) {
            // With elements of nobody or orders that contradict each other, dependencies would rest on sand.
            cycles();
        }
        return List.copyOf(anomalies);
    }

    private AppendTransaction transaction(int number) {
        return transactions.get(number);
    }

    /** A read must show what its own transaction read before, and what it appended since. */
    private void internal(AppendTransaction transaction) {
        Map<Object, List<Object>> known = new HashMap<>();
        Set<Object> whole = new HashSet<>();
        Set<List<Object>> done = new HashSet<>();
        for (Step step : transaction.steps()) {
            List<Object> expected = known.computeIfAbsent(step.key(), key -> new ArrayList<>());
            List<Object> list = step.list();
            if (list == null) {
                expected.add(step.element());
                done.add(List.of(step.key(), step.element()));
                continue;
            }
            List<Object> later = new ArrayList<>(transaction.appended(step.key()));
            later.removeIf(element -> done.contains(List.of(step.key(), element)));
            if (list.stream().anyMatch(later::contains)) {
                anomalies.add(Anomaly.of(
                        "future-read",
                        transaction.who() + " read list " + Edn.print(step.key()) + " as " + Edn.print(list)
                                + ", with what it appended itself only after that",
                        transaction.operation()));
            }
            int size = list.size();
            boolean fits = whole.contains(step.key())
                    ? list.equals(expected)
                    : size >= expected.size()
                            && list.subList(size - expected.size(), size).equals(expected);
            if (!fits) {
                anomalies.add(Anomaly.of(
                        "internal",
                        transaction.who() + " read list " + Edn.print(step.key()) + " as " + Edn.print(list)
                                + ", which does not fit what it had itself read and appended before: "
                                + Edn.print(expected),
                        transaction.operation()));
            }
            whole.add(step.key());
            known.put(step.key(), new ArrayList<>(list));
        }
    }

    /** Every element once, and each appended by a transaction that did not fail and did not append more before it ended. */
    private void elements(Read read) {
        AppendTransaction reader = transaction(read.reader());
        Set<Object> seen = new HashSet<>();
        for (Object element : read.list()) {
            List<Object> appended = List.of(read.key(), element);
            Integer writer = writers.get(appended);
            String what = reader.who() + " read list " + Edn.print(read.key()) + " as " + Edn.print(read.list());
            if (!seen.add(element)) {
                anomalies.add(Anomaly.of(
                        "duplicate-elements", what + ", with " + Edn.print(element) + " twice", reader.operation()));
            } else if (writer != null) {
                observed.add(writer);
            } else if (failed.contains(appended)) {
                anomalies.add(Anomaly.of(
                        "G1a",
                        what + ", though the transaction that appended " + Edn.print(element) + " had failed",
                        reader.operation()));
            } else {
                anomalies.add(Anomaly.of(
                        "thin-air", what + ", though nobody ever appended " + Edn.print(element), reader.operation()));
            }
        }
        intermediate(read);
    }

    private void intermediate(Read read) {
        int shown = foreign(read);
        if (shown == 0) {
            return;
        }
        Object last = read.list().get(shown - 1);
        Integer writer = writers.get(List.of(read.key(), last));
        if (writer == null) {
            return;
        }
        List<Object> appended = transaction(writer).appended(read.key());
        if (!appended.get(appended.size() - 1).equals(last)) {
            anomalies.add(Anomaly.of(
                    "G1b",
                    transaction(read.reader()).who() + " read list " + Edn.print(read.key()) + " as "
                            + Edn.print(read.list()) + ", in the middle of a transaction of "
                            + transaction(writer).who() + " which appended " + Edn.print(appended),
                    transaction(read.reader()).operation(),
                    transaction(writer).operation()));
        }
    }

    /** How much of the list is there without what the reader itself appended to its end. */
    private int foreign(Read read) {
        int shown = read.list().size();
        while (shown > 0 && writer(read.key(), read.list().get(shown - 1)) == read.reader()) {
            shown--;
        }
        return shown;
    }

    /** Who appended the element; -1 when nobody is known to. */
    private int writer(Object key, Object element) {
        return writers.getOrDefault(List.of(key, element), -1);
    }

    private void order(Read read) {
        Read known = longest.getOrDefault(read.key(), read);
        List<Object> list = read.list();
        if (!list.equals(known.list().subList(0, list.size()))) {
            anomalies.add(Anomaly.of(
                    "incompatible-order",
                    transaction(read.reader()).who() + " read list " + Edn.print(read.key()) + " as "
                            + Edn.print(list) + " and "
                            + transaction(known.reader()).who() + " as " + Edn.print(known.list())
                            + ": neither is a beginning of the other",
                    transaction(read.reader()).operation(),
                    transaction(known.reader()).operation()));
        }
    }

    private void cycles() {
        DependencyGraph graph = new DependencyGraph(transactions.size());
        Map<Object, List<Integer>> unseen = unseen();
        for (Read known : longest.values()) {
            List<Object> order = known.list();
            String list = Edn.print(known.key());
            for (int i = 0; i + 1 < order.size(); i++) {
                appendedNext(
                        graph, list, writer(known.key(), order.get(i)), order.get(i), known.key(), order.get(i + 1));
            }
            if (!order.isEmpty()) {
                Object last = order.get(order.size() - 1);
                int writer = writer(known.key(), last);
                unseen.getOrDefault(known.key(), List.of())
                        .forEach(later -> graph.add(
                                writer,
                                later,
                                WW,
                                (a, b) -> a + " appended " + Edn.print(last) + " to list " + list + " and " + b
                                        + " what no read shows yet"));
            }
        }
        reads.forEach(read -> dependencies(graph, read, unseen));
        graph.freeze();
        new Cycles(graph).find().forEach(cycle -> anomalies.add(anomaly(graph, cycle)));
    }

    private void appendedNext(DependencyGraph graph, String list, int writer, Object element, Object key, Object next) {
        graph.add(
                writer,
                writer(key, next),
                WW,
                (a, b) -> a + " appended " + Edn.print(element) + " to list " + list + " and " + b + " appended "
                        + Edn.print(next) + " right after it");
    }

    private void dependencies(DependencyGraph graph, Read read, Map<Object, List<Integer>> unseen) {
        List<Object> order = longest.getOrDefault(read.key(), read).list();
        int shown = foreign(read);
        String list = Edn.print(read.key());
        if (shown > 0) {
            Object last = order.get(shown - 1);
            graph.add(
                    writer(read.key(), last),
                    read.reader(),
                    WR,
                    (a, b) ->
                            b + " read list " + list + " up to " + Edn.print(last) + ", which " + a + " had appended");
        }
        if (shown < order.size()) {
            Object next = order.get(shown);
            graph.add(
                    read.reader(),
                    writer(read.key(), next),
                    RW,
                    (a, b) -> a + " read list " + list + " without " + Edn.print(next) + ", which " + b
                            + " appended next");
            return;
        }
        unseen.getOrDefault(read.key(), List.of())
                .forEach(later -> graph.add(
                        read.reader(),
                        later,
                        RW,
                        (a, b) -> a + " read list " + list + " without what " + b + " appended"));
    }

    /** By list, who appended to it what no read shows, and is known to have happened. */
    private Map<Object, List<Integer>> unseen() {
        Map<Object, List<Integer>> unseen = new HashMap<>();
        Map<Object, Set<Object>> seen = new HashMap<>();
        longest.values().forEach(read -> seen.put(read.key(), new HashSet<>(read.list())));
        for (int i = 0; i < transactions.size(); i++) {
            AppendTransaction transaction = transaction(i);
            if (!transaction.operation().isOk() && !observed.contains(i)) {
                continue;
            }
            int writer = i;
            transaction.steps().stream()
                    .filter(step -> step.append()
                            && !seen.getOrDefault(step.key(), Set.of()).contains(step.element()))
                    .map(Step::key)
                    .distinct()
                    .forEach(key ->
                            unseen.computeIfAbsent(key, k -> new ArrayList<>()).add(writer));
        }
        return unseen;
    }

    private Anomaly anomaly(DependencyGraph graph, Cycles.Cycle cycle) {
        int[] edges = cycle.edges();
        Map<Integer, String> names = new LinkedHashMap<>();
        for (int edge : edges) {
            names.put(graph.from(edge), "T" + (names.size() + 1));
        }
        List<String> sentences = new ArrayList<>();
        names.forEach((transaction, name) ->
                sentences.add(name + " is " + transaction(transaction).operation()));
        for (int edge : edges) {
            String from = names.getOrDefault(graph.from(edge), "?");
            String to = names.getOrDefault(graph.to(edge), "?");
            sentences.add(from + " comes before " + to + ", for " + graph.tell(edge, from, to));
        }
        return new Anomaly(
                cycle.name(),
                sentences,
                names.keySet().stream()
                        .map(number -> transaction(number).operation())
                        .toList());
    }
}
