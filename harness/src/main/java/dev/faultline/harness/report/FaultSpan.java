package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultsRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * A fault on the time axis.
 *
 * @param id of its row in the fault table
 * @param from nanoseconds: first command to inject it
 * @param to when its heal was confirmed, or the end of the axis
 * @param provedFrom since when it is known to have been in force; equal to {@code to} when it is not
 */
record FaultSpan(FaultsRecord.Window fault, String id, long from, long to, long provedFrom, long provedTo) {

    static List<FaultSpan> of(RunData run, TimeAxis axis) {
        List<FaultSpan> spans = new ArrayList<>();
        for (FaultsRecord.Window fault : run.faults().faults()) {
            long from = fault.injectStart();
            long to = Math.max(from, fault.healEnd() == null ? axis.end() : fault.healEnd());
            FaultsRecord.Proof proof = fault.proof();
            long provedFrom = proof != null && proof.proved() ? Math.min(to, Math.max(from, proof.from())) : to;
            long provedTo = proof != null && proof.proved() ? Math.min(to, Math.max(provedFrom, proof.to())) : to;
            spans.add(new FaultSpan(fault, "f" + (spans.size() + 1), from, to, provedFrom, provedTo));
        }
        return spans;
    }

    boolean proved() {
        return RunData.proved(fault);
    }

    boolean covers(long nanos) {
        return nanos >= from && nanos <= to;
    }

    /**
     * Of a partition, the nodes on a side without a majority.
     *
     * @param node whose side it is when no majority is known
     */
    List<String> cutOff(String node) {
        if (fault.sides().size() < 2) {
            return List.of();
        }
        return fault.sides().stream()
                .filter(side -> fault.majority().isEmpty()
                        ? side.contains(node)
                        : side.stream().noneMatch(fault.majority()::contains))
                .flatMap(List::stream)
                .toList();
    }

    /** {@code F2 cut n3 | n1 n2 n4 n5}. */
    String title() {
        return fault.name() + " " + fault.summary();
    }
}
