package dev.faultline.harness.run;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Proof;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.TestRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The ways in which a run can prove nothing. A verdict must not pass vacuously: a cluster that answered nobody, or that no fault
 * really touched, is no cluster that survived.
 */
public final class Vacuity {
    private static final int TOLD = 5;

    private Vacuity() {}

    /** The causes as one sentence, which nobody would read to its end if it had hundreds. */
    static String told(List<String> causes) {
        String first = String.join("; ", causes.subList(0, Math.min(TOLD, causes.size())));
        return causes.size() > TOLD ? first + "; and " + (causes.size() - TOLD) + " more" : first;
    }

    /**
     * Why this run proves nothing, one sentence each; empty when it does.
     *
     * @param majorityServes whether a majority of the nodes is one of the members, and must go on serving
     */
    static List<String> causes(TestRecord test, History history, FaultsRecord faults, boolean majorityServes) {
        List<String> causes = new ArrayList<>();
        if (!test.faults().isEmpty() && faults.faults().isEmpty()) {
            causes.add("no fault was injected, though these were asked for: " + String.join(", ", test.faults()));
        }
        List<Window> brief = new ArrayList<>();
        for (Window window : faults.faults()) {
            unproved(window).ifPresent(causes::add);
            if (!majorityServes || window.majority().isEmpty()) {
                continue;
            }
            if (isBrief(window, test)) {
                brief.add(window);
            } else if (okDuring(history, window) == 0) {
                causes.add("no operation succeeded during " + told(window));
            }
        }
        if (!brief.isEmpty() && okThroughout(history, brief) == 0) {
            causes.add("no operation succeeded during " + told(brief.get(0))
                    + (brief.size() == 1
                            ? ""
                            : ", nor from then on until the last of " + (brief.size() - 1) + " more such faults"));
        }
        causes.addAll(faults.incidents());
        FaultsRecord.Recovery recovery = faults.recovery();
        if (recovery == null) {
            causes.add("the run ended before the cluster's recovery was awaited");
        } else if (recovery.recoveredAt() == null) {
            causes.add("the cluster did not recover: " + recovery.detail());
        }
        return causes;
    }

    private static java.util.Optional<String> unproved(Window window) {
        if (window.proof() != null && window.proof().proved() && window.healEnd() != null) {
            return java.util.Optional.empty();
        }
        boolean proved = window.proof() != null && window.proof().proved();
        String why;
        if (window.proof() != null && !proved) {
            why = window.proof().summary();
        } else if (window.error() != null) {
            why = window.error();
        } else {
            why = "the run ended before it was healed and measured";
        }
        String lacks = proved ? " was not healed: " : " has no proof: ";
        return java.util.Optional.of(window.name() + " (" + window.summary() + ")" + lacks + why);
    }

    private static String told(Window window) {
        return window.name() + " (" + window.summary() + "), though " + String.join(" ", window.majority())
                + " ran, each of them in a connected majority";
    }

    /**
     * Whether the fault is over before an operation that began with it has to be. No success within such a fault can be asked for, as
     * no election may fit into it; but while one follows the other the cluster must serve now and then.
     */
    private static boolean isBrief(Window window, TestRecord test) {
        return end(window) - start(window) < test.opTimeoutSeconds() * 1e9;
    }

    private static long start(Window window) {
        Proof proof = window.proof();
        return proof != null ? proof.from() : window.injectStart();
    }

    private static long end(Window window) {
        Proof proof = window.proof();
        return proof != null ? proof.to() : window.healEnd() == null ? Long.MAX_VALUE : window.healEnd();
    }

    private static long okThroughout(History history, List<Window> brief) {
        Set<String> majorities = new TreeSet<>();
        brief.forEach(window -> majorities.addAll(window.majority()));
        return ok(history, start(brief.get(0)), end(brief.get(brief.size() - 1)), majorities);
    }

    /**
     * Operations of clients that began and succeeded while the fault is proved to have been in force, or, where nothing is proved,
     * within its window, on a node of the majority that was left. In the margins the cluster may yet be, or be again, whole: some operation always succeeds there.
     */
    public static long okDuring(History history, Window window) {
        return ok(history, start(window), end(window), window.majority());
    }

    private static long ok(History history, long start, long end, Collection<String> nodes) {
        return history.operations().stream()
                .filter(Operation::isOk)
                .filter(operation -> operation.invokedAt() >= start && operation.completedAt() <= end)
                .filter(operation -> operation.node() == null || nodes.contains(operation.node()))
                .count();
    }
}
