package dev.faultline.harness.run;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultPlan;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.Majority;
import dev.faultline.harness.fault.PlanEntry;
import dev.faultline.harness.fault.Scheduled;
import dev.faultline.harness.fault.Watch;
import dev.faultline.harness.fault.catalogue.Faults;
import dev.faultline.harness.operation.Completion;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.store.Json;
import dev.faultline.harness.store.RunFolder;
import dev.faultline.harness.system.HasLeader;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that injects, heals and proves faults, one at a time, and waits for recovery; it keeps {@code faults.json} and
 * {@code schedule.json}. One thread only.
 */
final class FaultProcess {
    private static final Logger LOG = LoggerFactory.getLogger(FaultProcess.class);
    private static final int HEAL_ATTEMPTS = 5;
    private static final Duration TO_HEAL = Duration.ofMinutes(2);
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration TICK = Duration.ofMillis(1);

    private final Field field;
    private final FaultPlan plan;
    private final Duration recoveryTime;
    private final RunFolder folder;
    private final long origin;
    private final Watch watch;
    private final RecoveryWatch recoveryWatch;
    private final ExecutedSchedule executed;
    private final List<FaultWindow> windows = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private @Nullable Recovery recovery;
    private @Nullable FaultWindow open;
    private volatile String inForce = "";

    FaultProcess(Field field, Watch watch, FaultPlan plan, Duration recoveryTime, RunFolder folder, long origin) {
        this.field = field;
        this.plan = plan;
        this.recoveryTime = recoveryTime;
        this.folder = folder;
        this.origin = origin;
        this.watch = watch;
        this.recoveryWatch = new RecoveryWatch(field, origin);
        this.executed = new ExecutedSchedule(folder);
        save();
    }

    /** The summary of the fault in force, empty for none. */
    String inForce() {
        return inForce;
    }

    /** From now on nothing is waited for but heals: somebody wants the run to end. May be called from any thread. */
    void hurry() {
        recoveryWatch.hurry();
    }

    /** Heals the fault in force, if any, and then whatever else there is. */
    void healAll() {
        perform("heal", null);
        LOG.info("the run was stopped early; still in force: {}", recoveryWatch.restore());
    }

    /**
     * Performs {@code inject} with a fault's number, {@code heal} or {@code recover}. Never throws: what goes wrong is an incident,
     * and the run goes on to its end.
     */
    Completion perform(String function, @Nullable Object value) {
        String said;
        try {
            said = switch (function) {
                case "inject" -> inject(plan.faults().get(Integer.parseInt(String.valueOf(value)) - 1));
                case "heal" -> heal();
                case "recover" -> recover();
                default -> throw new IllegalArgumentException("no fault function " + function);
            };
        } catch (RuntimeException | Error e) {
            LOG.error("{} {} went wrong", function, value, e);
            said = "the harness could not " + function + ": " + e.getMessage();
            failures.add(said);
        }
        keep();
        return Completion.ok(said);
    }

    /** A file that cannot be written holds nobody up: what it then lacks, recovery last of all, makes the run unknown. */
    private void keep() {
        try {
            save();
        } catch (RuntimeException e) {
            LOG.error("what is known of the faults could not be kept", e);
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private String inject(PlanEntry planned) {
        watch.check("before " + planned.name());
        List<String> nodes = field.cluster().names();
        String leader = leader();
        Fault fault = planned.resolve(nodes, leader);
        if (planned instanceof Scheduled scheduled) {
            long at = scheduled.at().toNanos();
            Await.until(field.clock(), FaultSchedule.AHEAD, TICK, () -> now() >= at);
        }
        FaultWindow window = new FaultWindow(
                planned,
                fault,
                leader == null ? List.of() : List.of(leader),
                Majority.left(fault, nodes, field.system().quorum(nodes.size())),
                now());
        windows.add(window);
        open = window;
        executed.begins(fault, window.injectStart, planned.hold());
        save();
        try {
            window.injection = field.inject(fault);
            window.injectEnd = now();
            inForce = fault.summary();
        } catch (RuntimeException e) {
            LOG.error("{}: {} could not be injected", planned.name(), fault.summary(), e);
            window.fail("could not be injected: " + e.getMessage());
        }
        return planned.name() + " " + fault.summary();
    }

    private @Nullable String leader() {
        return field.system() instanceof HasLeader has
                ? has.leader(field.cluster()).map(Object::toString).orElse(null)
                : null;
    }

    private String heal() {
        FaultWindow window = open;
        open = null;
        if (window == null) {
            return "nothing to heal";
        }
        if (window.injectEnd != null) {
            executed.held(now() - window.injectEnd);
        }
        Injection injection = window.injection;
        try {
            if (injection != null) {
                injection.observe();
            }
        } catch (RuntimeException e) {
            LOG.error("{}: could not be observed", window.planned.name(), e);
            window.fail("could not be measured while in force: " + e.getMessage());
            window.unseen = true;
        }
        window.healStart = now();
        Await.until(field.clock(), TO_HEAL, PACE, () -> tryHeal(window) || window.healAttempts >= HEAL_ATTEMPTS);
        inForce = "";
        // At once: what becomes of the new processes while recovery is awaited was not asked for.
        watch.restarted(window.fault.restarted(), "after " + window.planned.name());
        if (window.fault.addsNodes()) {
            watch.rewired();
        }
        recoveryWatch.reset();
        prove(window);
        // A look takes its time too, as long as an election: a schedule's next fault would be late.
        if (window.healEnd != null && !plan.patience().isZero()) {
            recoveryWatch.await(plan.patience());
        }
        watch.check("after " + window.planned.name());
        return window.planned.name() + (window.healEnd != null ? " healed" : " not healed");
    }

    private boolean tryHeal(FaultWindow window) {
        window.healAttempts++;
        try {
            if (window.injection != null) {
                window.injection.heal();
            } else {
                Faults.restore(field);
            }
            window.healEnd = now();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("{}: heal attempt {} failed", window.planned.name(), window.healAttempts, e);
            window.fail("heal attempt " + window.healAttempts + " failed: " + e.getMessage());
            return false;
        }
    }

    private void prove(FaultWindow window) {
        if (window.injection == null || window.unseen) {
            return;
        }
        try {
            Evidence evidence = window.injection.evidence();
            window.evidence = evidence;
            LOG.info(
                    "{} {}: {}",
                    window.planned.name(),
                    evidence.proved() ? "proved" : "NOT proved",
                    evidence.summary());
        } catch (RuntimeException e) {
            LOG.error("{}: could not be proved", window.planned.name(), e);
            window.fail("could not be proved: " + e.getMessage());
        }
    }

    private String recover() {
        Long healedAt = windows.stream()
                .map(window -> window.healEnd)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
        Recovery seen = recoveryWatch.recover(healedAt, recoveryTime);
        recovery = seen;
        watch.check("at the end");
        return seen.recoveredAt() != null ? "recovered" : "not recovered: " + seen.detail();
    }

    /** The file as it stands, so that a run cut short at any moment can be judged. */
    void save() {
        Json.write(folder.faults(), record());
    }

    FaultsRecord record() {
        return new FaultsRecord(
                windows.stream().map(window -> window.record(origin)).toList(),
                recovery,
                Stream.concat(failures.stream(), watch.incidents().stream()).toList());
    }

    private long now() {
        return field.clock().nanos() - origin;
    }
}
