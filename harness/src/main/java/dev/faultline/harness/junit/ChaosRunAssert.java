package dev.faultline.harness.junit;

import dev.faultline.checkers.history.History;
import dev.faultline.harness.run.Vacuity;
import dev.faultline.harness.store.FaultsRecord.Recovery;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.VerdictRecord;
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

    /** From the last heal to the system's own criterion for being well again it took no longer than this. */
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
