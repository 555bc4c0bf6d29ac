package dev.faultline.harness.run;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Proof;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One fault from the first command to its proof, as it becomes known. Times are the history's. */
final class FaultWindow {
    final PlanEntry planned;
    final Fault fault;
    private final List<String> leaders;
    private final List<String> majority;
    final long injectStart;

    @Nullable
    Injection injection;

    @Nullable
    Long injectEnd;

    @Nullable
    Long healStart;

    @Nullable
    Long healEnd;

    @Nullable
    Evidence evidence;

    @Nullable
    String error;

    int healAttempts;

    /** Whether it could not be measured just before it was healed: it may have lapsed by then, and nothing proves it. */
    boolean unseen;

    FaultWindow(PlanEntry planned, Fault fault, List<String> leaders, List<String> majority, long injectStart) {
        this.planned = planned;
        this.fault = fault;
        this.leaders = leaders;
        this.majority = majority;
        this.injectStart = injectStart;
    }

    /** Keeps every reason why this fault is no use as evidence. */
    void fail(String reason) {
        error = error == null ? reason : error + "; " + reason;
    }

    FaultsRecord.Window record(long origin) {
        return new FaultsRecord.Window(
                planned.name(),
                fault.kind(),
                shape(),
                fault.summary(),
                List.copyOf(fault.targets()),
                fault.links().stream()
                        .map(link -> List.of(link.from(), link.to()))
                        .toList(),
                fault.sides(),
                leaders,
                majority,
                injectStart,
                injectEnd,
                healStart,
                healEnd,
                healAttempts,
                proof(origin),
                error);
    }

    /** Where the shape says nothing, whom the plan meant says more. */
    private String shape() {
        return fault.shape().equals("nodes") && fault.links().isEmpty() ? planned.whom() : fault.shape();
    }

    private @Nullable Proof proof(long origin) {
        return evidence == null
                ? null
                : new Proof(
                        evidence.proved(),
                        evidence.fromNanos() - origin,
                        evidence.toNanos() - origin,
                        evidence.method(),
                        evidence.summary(),
                        evidence.measurements());
    }
}
