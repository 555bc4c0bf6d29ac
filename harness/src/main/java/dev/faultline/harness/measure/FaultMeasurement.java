package dev.faultline.harness.measure;

import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Failover;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultFigures.Recovered;
import dev.faultline.harness.store.FaultFigures.Served;
import dev.faultline.harness.store.FaultFigures.Side;
import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of one fault. */
final class FaultMeasurement {
    private final CallTable calls;
    private final Leaders leaders;
    private final Window fault;
    private final long previousHeal;
    private final long until;
    private final long stoodAt;
    private final @Nullable Long from;
    private final Collection<String> serving;

    /**
     * @param previousHeal when the fault before was healed; what was asked for before that may be its doing
     * @param until how long the effects of this one can be seen
     */
    FaultMeasurement(CallTable calls, Leaders leaders, Window fault, long previousHeal, long until) {
        this.calls = calls;
        this.leaders = leaders;
        this.fault = fault;
        this.previousHeal = previousHeal;
        this.until = until;
        this.stoodAt = fault.injectEnd() == null ? fault.injectStart() : fault.injectEnd();
        boolean leavesMajority = !fault.majority().isEmpty();
        this.from = leavesMajority ? Long.valueOf(stoodAt) : fault.healEnd();
        this.serving = leavesMajority ? fault.majority() : calls.nodes();
    }

    /** @param loss of acknowledged mutations, as far as known */
    FaultFigures figures(@Nullable Loss loss, SideModel models) {
        long windowEnd = fault.healEnd() == null ? CallTable.NEVER : fault.healEnd();
        Failover failover = leaders.failover(fault, stoodAt, until);
        return new FaultFigures(
                fault.name(),
                stoodAt,
                from,
                fault.healEnd(),
                until,
                calls.count(call -> calls.invokedAt(call) >= fault.injectStart() && calls.invokedAt(call) <= windowEnd),
                detection(failover),
                failover,
                from == null ? null : firstSuccess(from),
                recovered(serving, from),
                recovered(calls.nodes(), fault.healEnd()),
                outage(),
                loss,
                sides(models));
    }

    private Recovered recovered(Collection<String> nodes, @Nullable Long start) {
        return start == null ? Recovered.NOT_SEEN : new Steadiness(calls, nodes).since(start, until);
    }

    private static @Nullable Long since(long from, @Nullable Long moment) {
        return moment == null ? null : moment - from;
    }

    private @Nullable Long detection(@Nullable Failover failover) {
        long windowEnd = fault.healEnd() == null ? CallTable.NEVER : fault.healEnd();
        Long failed = first(call -> !calls.reply(call).serves()
                && calls.invokedAt(call) >= previousHeal
                && calls.invokedAt(call) <= windowEnd
                && calls.completedAt(call) >= fault.injectStart());
        Long seen = failed == null ? null : Math.max(0, failed - stoodAt);
        return Stream.of(seen, failover == null ? null : failover.nanos())
                .filter(Objects::nonNull)
                .min(Long::compare)
                .orElse(null);
    }

    private @Nullable Long firstSuccess(long start) {
        boolean[] expected = calls.among(serving);
        Long success =
                first(call -> calls.acknowledges(call) && calls.invokedAt(call) >= start && expected[calls.node(call)]);
        return since(start, success);
    }

    /** The first completion, before the end of what can be seen, of such a call. */
    private @Nullable Long first(IntPredicate wanted) {
        long first = CallTable.NEVER;
        for (int call = 0; call < calls.size(); call++) {
            if (calls.completedAt(call) < first && wanted.test(call)) {
                first = calls.completedAt(call);
            }
        }
        return first == CallTable.NEVER || first > until ? null : first;
    }

    /** Completions of a table come in no order: the gaps between them show once they are sorted. */
    private long outage() {
        long[] acknowledged = java.util.stream.IntStream.range(0, calls.size())
                .filter(calls::acknowledges)
                .mapToLong(calls::completedAt)
                .filter(at -> at >= fault.injectStart() && at <= until)
                .sorted()
                .toArray();
        long longest = 0;
        long last = fault.injectStart();
        for (long at : acknowledged) {
            longest = Math.max(longest, at - last);
            last = at;
        }
        return Math.max(longest, until - last);
    }

    private List<Side> sides(SideModel models) {
        Proof proof = fault.proof();
        if (proof == null || !proof.proved() || fault.sides().size() < 2) {
            return List.of();
        }
        return fault.sides().stream().map(side -> side(side, proof, models)).toList();
    }

    private Side side(List<String> nodes, Proof proof, SideModel models) {
        boolean[] here = calls.among(nodes);
        IntPredicate proved = call -> here[calls.node(call)]
                && calls.invokedAt(call) >= proof.from()
                && calls.completedAt(call) <= proof.to();
        Served reads = served(call -> proved.test(call) && !calls.mutates(call));
        Served mutations = served(call -> proved.test(call) && calls.mutates(call));
        boolean majority = !fault.majority().isEmpty() && fault.majority().containsAll(nodes);
        boolean answered = reads.served() + mutations.served() > 0;
        return new Side(nodes, majority, reads, mutations, answered ? models.of(fault, nodes) : null);
    }

    private Served served(IntPredicate wanted) {
        FaultFigures.Replies replies = calls.count(wanted);
        return new Served(replies.served(), replies.total());
    }
}
