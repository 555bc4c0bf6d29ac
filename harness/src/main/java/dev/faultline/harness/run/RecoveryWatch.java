package dev.faultline.harness.run;

import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees when the system is well again after a heal. Healed and recovered are two things: what was cut is whole long before. */
final class RecoveryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RecoveryWatch.class);
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Field field;
    private final long origin;
    private @Nullable Long recoveredAt;
    private String amiss = "";
    private volatile boolean hurry;

    RecoveryWatch(Field field, long origin) {
        this.field = field;
        this.origin = origin;
    }

    /** From now on nothing is waited for. May be called from any thread. */
    void hurry() {
        hurry = true;
    }

    /** What was recovered is broken again. */
    void reset() {
        recoveredAt = null;
    }

    /** Waits until the system calls itself recovered; remembers when that was first seen since {@link #reset}. */
    boolean await(Duration patience) {
        Await.until(field.clock(), patience, PACE, () -> {
            amiss = look();
            if (amiss.isEmpty() && recoveredAt == null) {
                recoveredAt = field.clock().nanos() - origin;
            }
            return hurry || amiss.isEmpty();
        });
        return amiss.isEmpty();
    }

    private String look() {
        try {
            return field.system().recovered(field.cluster(), PATIENCE).orElse("");
        } catch (RuntimeException e) {
            LOG.warn("recovery cannot be seen", e);
            return String.valueOf(e.getMessage());
        }
    }

    /**
     * Heals everything until nothing is in force any more, then waits for recovery.
     *
     * @param healedAt when the last fault was healed; null when there was none
     */
    Recovery recover(@Nullable Long healedAt, Duration patience) {
        long from = healedAt != null ? healedAt : field.clock().nanos() - origin;
        boolean healed = Await.until(
                        field.clock(), patience, PACE, () -> hurry || restore().isEmpty())
                && restore().isEmpty();
        boolean recovered = healed && await(patience);
        String detail = recovered ? "seen" : healed ? amiss : "still in force: " + String.join("; ", restore());
        return new Recovery(from, recovered ? recoveredAt : null, field.system().recoveryCriterion(), detail);
    }

    /** What is in force after everything was healed once more. */
    List<String> restore() {
        try {
            return Faults.restore(field);
        } catch (RuntimeException e) {
            LOG.warn("the cluster cannot be restored", e);
            return List.of(String.valueOf(e.getMessage()));
        }
    }
}
