package dev.faultline.checkers.txn;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.MalformedOperation;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.history.Outcome;
import dev.faultline.checkers.verdict.Checker;
import dev.faultline.checkers.verdict.Finding;
import dev.faultline.checkers.verdict.Unknown;
import dev.faultline.checkers.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Serializability of transactions that append unique elements to lists and read lists: {@code [[:append x 1] [:r y [3 4]]]}. INVALID
 * names what no serial order explains, in the names of Adya and Elle: {@code internal}, {@code duplicate-elements}, {@code G1a},
 * {@code G1b}, {@code thin-air}, {@code incompatible-order}, and cycles of dependencies {@code G0}, {@code G1c}, {@code G-single},
 * {@code G2-item}. Neither real time nor the order of a process's own transactions is demanded.
 *
 * <p>Linear in the history but for the search of short cycles in histories that have some, and for appends that were acknowledged and
 * that nobody read, times the reads of the lists that they went to.
 */
public final class ListAppendChecker implements Checker {
    private static final Set<String> FUNCTIONS = Set.of("txn", "");

    @Override
    public String name() {
        return "list-append";
    }

    @Override
    public String claim() {
        return "are serializable";
    }

    @Override
    public Verdict check(History history) {
        return find(history).verdict();
    }

    @Override
    public Finding find(History history) {
        try {
            return judge(history);
        } catch (MalformedOperation e) {
            return new Finding(name(), new Unknown(String.valueOf(e.getMessage())), Map.of());
        }
    }

    private Finding judge(History history) {
        ListAppend lists = new ListAppend(
                parsed(history.judged()),
                parsed(history.operations().stream()
                        .filter(operation -> operation.outcome() == Outcome.FAIL)
                        .toList()));
        List<Anomaly> anomalies = lists.find();
        Map<String, Integer> counts = new TreeMap<>();
        anomalies.forEach(anomaly -> counts.merge(anomaly.name(), 1, Integer::sum));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("reads", lists.reads());
        details.put("anomalies", counts);
        return new Finding(name(), verdict(lists, anomalies), details);
    }

    private static Verdict verdict(ListAppend lists, List<Anomaly> anomalies) {
        if (!anomalies.isEmpty()) {
            return Verdict.invalid(new ListAppendWitness(anomalies));
        }
        return lists.reads() == 0 ? Verdict.unknown("no read was answered") : Verdict.valid();
    }

    private static List<AppendTransaction> parsed(List<Operation> operations) {
        return operations.stream()
                .map(operation -> {
                    if (!FUNCTIONS.contains(operation.function())) {
                        throw new MalformedOperation(operation + ": expected txn");
                    }
                    return AppendTransaction.of(operation);
                })
                .toList();
    }
}
