package dev.faultline.harness.junit;

import dev.faultline.checkers.history.History;
import dev.faultline.harness.objective.Objective;
import dev.faultline.harness.objective.Objectives;
import dev.faultline.harness.run.Vacuity;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.MetricsRecord.Outcome;
import dev.faultline.harness.store.VerdictRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a run. What fails says the verdict with its reason and story, the seed, the command that runs the test again, and
 * where the report is.
 */
public final class ChaosRunAssert extends AbstractAssert<ChaosRunAssert, ChaosRun> {
    ChaosRunAssert(ChaosRun actual) {
        super(actual, ChaosRunAssert.class);
    }

    /** Nothing wrong was found, and what was found rests on proved faults. */
    public ChaosRunAssert isValid() {
        return isJudged("valid");
    }

    /** Something that must not happen did. */
    public ChaosRunAssert isInvalid() {
        return isJudged("invalid");
    }

    /** The run proves nothing. */
    public ChaosRunAssert isUnknown() {
        return isJudged("unknown");
    }

    private ChaosRunAssert isJudged(String verdict) {
        isNotNull();
        String found = actual.verdict().verdict();
        if (!found.equals(verdict)) {
            throw failureWithActualExpected(
                    found,
                    verdict,
                    "%s",
                    "expected " + verdict.toUpperCase(Locale.ROOT) + ", but the run is\n" + actual.explained());
        }
        return this;
    }

    /** The verdict's reason, its story or what a checker found wrong has this text in it. */
    public ChaosRunAssert because(String text) {
        isNotNull();
        VerdictRecord verdict = actual.verdict();
        List<String> reasons = new ArrayList<>(List.of(verdict.sentence()));
        reasons.addAll(verdict.story());
        verdict.findings().stream()
                .filter(found -> !found.verdict().equals("valid"))
                .forEach(found -> reasons.add(found.checker() + ": " + found.sentence()));
        if (reasons.stream().noneMatch(reason -> reason.contains(text))) {
            throw wrong("expected a reason with \"" + text + "\" in it");
        }
        return this;
    }

    /** At least one fault was injected, and there is evidence of each. */
    public ChaosRunAssert everyFaultProved() {
        List<Window> windows = injected();
        for (Window window : windows) {
            if (window.proof() == null || !window.proof().proved()) {
                throw wrong(window.name() + " (" + window.summary() + ") is not proved: "
                        + (window.proof() != null ? window.proof().summary() : window.error()));
            }
        }
        return this;
    }

    /** Faults of each of these kinds were injected. */
    public ChaosRunAssert injected(String... kinds) {
        Set<String> missing = new TreeSet<>(List.of(kinds));
        injected().forEach(window -> missing.remove(window.kind()));
        if (!missing.isEmpty()) {
            throw wrong("expected a fault of each kind, but there was no " + String.join(", no ", missing));
        }
        return this;
    }

    /**
     * During each fault some operation began and succeeded on a node that was left in a connected majority; a fault that left none
     * is exempt.
     */
    public ChaosRunAssert succeededDuringEachFault() {
        List<Window> windows = injected();
        History history = actual.history();
        for (Window window : windows) {
            if (!window.majority().isEmpty() && Vacuity.okDuring(history, window) == 0) {
                throw wrong("no operation succeeded during " + window.name() + " (" + window.summary() + ")");
            }
        }
        return this;
    }

    /**
     * From the last heal to the system's own criterion for being well again it took no longer than this. How soon clients were
     * served after each fault says {@link #servesAgainWithin}.
     */
    public ChaosRunAssert recoversWithin(Duration limit) {
        isNotNull();
        Recovery recovery = actual.faults().recovery();
        if (recovery == null) {
            throw wrong("expected a recovery within " + seconds(limit) + ", but the run ended before it was awaited");
        }
        if (recovery.recoveredAt() == null) {
            throw wrong("expected a recovery within " + seconds(limit) + ", but the cluster did not recover: "
                    + recovery.detail());
        }
        Duration took = Duration.ofNanos(recovery.recoveredAt() - recovery.healedAt());
        if (took.compareTo(limit) > 0) {
            throw wrong("expected a recovery within " + seconds(limit) + ", but it took " + seconds(took) + " until "
                    + recovery.criterion());
        }
        return this;
    }

    /** No acknowledged write was lost, and the run can tell. */
    public ChaosRunAssert losesNoAcknowledgedWrite() {
        return losesAtMost(0);
    }

    /** Of all acknowledged writes no more than so many were lost, and the run can tell. */
    public ChaosRunAssert losesAtMost(long writes) {
        return meets("lost-writes<=" + writes);
    }

    /** Under each fault, from the first lost acknowledged write to the last it took no longer than this. */
    public ChaosRunAssert losesWritesOfAtMost(Duration limit) {
        return meets("rpo<=" + bound(limit));
    }

    /** The nodes that should serve did so again within this after each fault: those it left in a connected majority, or all from its heal. */
    public ChaosRunAssert servesAgainWithin(Duration limit) {
        return meets("recovery<=" + bound(limit));
    }

    /** All nodes served again within this from the heal of each fault. */
    public ChaosRunAssert servesEverywhereWithin(Duration limit) {
        return meets("after-heal<=" + bound(limit));
    }

    /** Of each fault that showed, the first sign came within this: an operation refused or given up, or another leader; one did. */
    public ChaosRunAssert detectsWithin(Duration limit) {
        return meets("detection<=" + bound(limit));
    }

    /** Another node led within this after each fault that took the leader from the majority; there was at least one. */
    public ChaosRunAssert failsOverWithin(Duration limit) {
        return meets("failover<=" + bound(limit));
    }

    /** A node that should serve acknowledged a mutation within this after each fault. */
    public ChaosRunAssert firstSucceedsWithin(Duration limit) {
        return meets("first-success<=" + bound(limit));
    }

    /** Under no fault was there a longer time without an acknowledged mutation. */
    public ChaosRunAssert hasNoOutageBeyond(Duration limit) {
        return meets("outage<=" + bound(limit));
    }

    /** Half of the ok operations took no longer than this. */
    public ChaosRunAssert hasMedianWithin(Duration limit) {
        return meets("p50<=" + bound(limit));
    }

    /** Of the ok operations, 99 in a hundred took no longer than this. */
    public ChaosRunAssert hasP99Within(Duration limit) {
        return meets("p99<=" + bound(limit));
    }

    /** No more operations than this were refused; one that did not match, such as a failed compare, is not. */
    public ChaosRunAssert refusesAtMost(long operations) {
        return meets("refused<=" + operations);
    }

    /** No more operations than this are of unknown outcome. */
    public ChaosRunAssert leavesIndeterminateAtMost(long operations) {
        return meets("indeterminate<=" + operations);
    }

    /** Of all operations at least so many in a hundred were served. */
    public ChaosRunAssert servesAtLeast(double percent) {
        return meets("availability>=" + percent(percent));
    }

    /** The same on the majority's side of each partition, while it is proved; there was at least one. */
    public ChaosRunAssert servesMajorityAtLeast(double percent) {
        return meets("majority-availability>=" + percent(percent));
    }

    /**
     * It keeps an objective, whether or not it was run with it: {@code recovery<10s}. One that cannot be judged is not kept.
     *
     * @throws IllegalArgumentException when this is none, in one line with what is allowed
     */
    public ChaosRunAssert meets(String objective) {
        isNotNull();
        Outcome outcome = Objectives.judge(List.of(Objective.parse(objective)), actual.metrics(), actual.faults())
                .outcomes()
                .get(0);
        if (!outcome.verdict().equals("valid")) {
            throw wrong(outcome.sentence());
        }
        return this;
    }

    /** In milliseconds, exact to the nanosecond. */
    private static String bound(Duration limit) {
        return new BigDecimal(BigInteger.valueOf(limit.toNanos()), 6)
                        .stripTrailingZeros()
                        .toPlainString() + "ms";
    }

    private static String percent(double percent) {
        return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString() + "%";
    }

    private List<Window> injected() {
        isNotNull();
        List<Window> windows = actual.faults().faults();
        if (windows.isEmpty()) {
            throw wrong("no fault was injected");
        }
        return windows;
    }

    private AssertionError wrong(String what) {
        return failure("%s", what + "; the run is\n" + actual.explained());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }
}
