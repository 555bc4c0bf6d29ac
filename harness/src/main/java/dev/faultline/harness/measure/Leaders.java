package dev.faultline.harness.measure;

import dev.faultline.harness.store.FaultFigures.Failover;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.RoleChange;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who led when, as it was seen.
 *
 * @param watched whether anybody looked; if not, nothing is known of failovers
 * @param seen in order of time
 */
public record Leaders(boolean watched, List<Seen> seen) {
    public static final Leaders NOT_WATCHED = new Leaders(false, List.of());

    public Leaders {
        seen = List.copyOf(seen);
    }

    /**
     * A node was first seen to lead.
     *
     * @param at nanoseconds of the history's clock
     * @param term null where the system has none
     */
    public record Seen(long at, String node, @Nullable Long term) {}

    /** Of what was seen of the nodes; nobody watched when nothing was. */
    public static Leaders of(List<RoleChange> changes) {
        return new Leaders(
                !changes.isEmpty(),
                changes.stream()
                        .filter(change -> change.role().equals(RoleChange.LEADER))
                        .sorted(Comparator.comparingLong(RoleChange::at))
                        .map(change -> new Seen(change.at(), change.node(), change.term()))
                        .toList());
    }

    /**
     * Who led instead of the leader that the fault took away from the majority. A fault that leaves none takes away the leader for
     * as long as it lasts, and any node may lead after it. A node that still thinks it leads, in a term that is over, is none.
     */
    @Nullable
    Failover failover(Window fault, long stoodAt, long until) {
        if (!watched) {
            return null;
        }
        String hit = hit(fault);
        if (hit == null) {
            return new Failover(null, null, null);
        }
        long term = seen.stream()
                .filter(s -> s.at() < fault.injectStart() && s.term() != null)
                .mapToLong(s -> Objects.requireNonNull(s.term()))
                .max()
                .orElse(Long.MIN_VALUE);
        Seen next = seen.stream()
                .filter(s -> s.at() >= fault.injectStart() && s.at() <= until)
                .filter(s -> !s.node().equals(hit))
                .filter(s -> s.term() == null || s.term() >= term)
                .findFirst()
                .orElse(null);
        return next == null
                ? new Failover(hit, null, null)
                : new Failover(hit, next.node(), Math.max(0, next.at() - stoodAt));
    }

    /** The leader that the fault took away from the majority; null when it took none. */
    static @Nullable String hit(Window fault) {
        return fault.leaders().stream()
                .filter(leader -> !fault.majority().contains(leader))
                .findFirst()
                .orElse(null);
    }
}
