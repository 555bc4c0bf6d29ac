package dev.faultline.harness.run;

import dev.faultline.checkers.history.Edn;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.linear.LinearizabilityWitness;
import dev.faultline.checkers.linear.Staleness;
import dev.faultline.checkers.verdict.Cited;
import dev.faultline.checkers.verdict.Witness;
import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.FaultsRecord.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A violation in plain sentences: what is impossible, why, and which fault was in force. */
final class Story {
    private Story() {}

    /** The sentence that says it all. */
    static String sentence(LinearizabilityWitness witness) {
        return (witness.key() == null ? "the history" : "key " + Text.plain(witness.key())) + " is not linearizable: "
                + call(witness.misfit()) + impossible(witness);
    }

    /** The sentence of a checker that tells its own story. */
    static String sentence(Witness witness) {
        return Text.line(witness.summary());
    }

    /** The sentences that follow: the checker's own, and one for each fault that was in force at a culprit. */
    static List<String> rest(Witness witness, FaultsRecord faults) {
        List<String> story =
                new ArrayList<>(witness.story().stream().map(Text::line).toList());
        List<Operation> culprits = witness.cited().stream()
                .filter(Cited::culprit)
                .map(Cited::operation)
                .toList();
        for (Window window : faults.faults()) {
            List<Operation> within = culprits.stream()
                    .filter(culprit -> inForce(window, culprit))
                    .toList();
            if (culprits.size() == 1 && !within.isEmpty()) {
                story.add(during(window, culprits.get(0)));
            } else if (!within.isEmpty()) {
                story.add(during(window, within, culprits.size()));
            }
        }
        return story;
    }

    private static String during(Window window, List<Operation> within, int culprits) {
        long proved = within.stream().filter(culprit -> proved(window, culprit)).count();
        String at = proved == within.size()
                ? "at these moments it is proved"
                : "at the moments of " + proved + " of them it is proved";
        return inForce(window, "") + ", when " + within.size() + " of these " + culprits + " were under way; "
                + (window.proof() == null || proved == 0
                        ? "at these moments it is not proved"
                        : at + ": " + window.proof().summary());
    }

    private static boolean proved(Window window, Operation operation) {
        FaultsRecord.Proof proof = window.proof();
        return proof != null
                && proof.proved()
                && operation.invokedAt() >= proof.from()
                && operation.completedAt() <= proof.to();
    }

    private static String inForce(Window window, String hit) {
        return window.name() + " (" + window.summary() + hit + ") was in force from " + seconds(window.injectStart())
                + (window.healEnd() == null ? " s on" : " to " + seconds(window.healEnd()) + " s");
    }

    private static String impossible(LinearizabilityWitness witness) {
        if (madeUp(witness)) {
            return ", a value that nobody had written";
        }
        Operation newer = newer(witness);
        if (newer == null) {
            return ", which no order of the operations explains";
        }
        double late = (witness.misfit().invokedAt() - newer.completedAt()) / 1e9;
        return String.format(
                Locale.ROOT,
                ", %s after %s had completed",
                late < 1 ? Math.max(1, Math.round(late * 1000)) + " ms" : String.format(Locale.ROOT, "%.1f s", late),
                call(newer));
    }

    /** Whether the value needed is neither the first one nor that of any write. */
    private static boolean madeUp(LinearizabilityWitness witness) {
        Staleness staleness = witness.staleness();
        return staleness != null && staleness.needed() != null && staleness.writer() == null;
    }

    private static @Nullable Operation newer(LinearizabilityWitness witness) {
        Staleness staleness = witness.staleness();
        return staleness == null ? null : staleness.newer();
    }

    /** The sentence about another violated key. */
    static String sentence(LinearizabilityWitness.Other other) {
        return "key " + Text.plain(String.valueOf(other.key())) + " is not linearizable: " + call(other.misfit())
                + ", which no order of the operations explains";
    }

    /** The sentences that follow. */
    static List<String> rest(LinearizabilityWitness witness, FaultsRecord faults) {
        List<String> story = new ArrayList<>();
        Operation misfit = witness.misfit();
        story.add(
                call(misfit) + " from " + seconds(misfit.invokedAt()) + " to " + seconds(misfit.completedAt()) + " s");
        Operation newer = newer(witness);
        if (newer == null || madeUp(witness)) {
            story.add("no order of the operations allows it: " + witness.deadEnd());
        } else {
            story.add("but " + call(newer) + " had completed at " + seconds(newer.completedAt())
                    + " s, and nothing brought the old value back after it");
        }
        faults.faults().stream()
                .filter(window -> inForce(window, misfit))
                .forEach(window -> story.add(during(window, misfit)));
        if (!witness.others().isEmpty()) {
            int more = witness.others().size();
            story.add(more == 1 ? "1 more key is violated" : more + " more keys are violated");
        }
        return story;
    }

    private static boolean inForce(Window window, Operation operation) {
        long end = window.healEnd() == null ? Long.MAX_VALUE : window.healEnd();
        return operation.completedAt() >= window.injectStart() && operation.invokedAt() <= end;
    }

    private static String during(Window window, Operation misfit) {
        FaultsRecord.Proof proof = window.proof();
        String proven = proof != null && proved(window, misfit)
                ? "; at this moment it is proved: " + proof.summary()
                : "; at this moment it is not proved";
        boolean noSides =
                window.kind().equals("partition") && window.sides().isEmpty(); // in a ring each node sees a majority
        String hit = misfit.node() == null || noSides || window.majority().contains(misfit.node())
                ? ""
                : ", leaving " + misfit.node() + " without a majority";
        return inForce(window, hit) + proven;
    }

    /** {@code process 9 (n5) read 41}. */
    static String call(Operation operation) {
        String who = "process " + operation.process() + (operation.node() == null ? "" : " (" + operation.node() + ")");
        Object value = operation.value();
        String what = operation.function().equals("cas") && value instanceof List<?> pair && pair.size() == 2
                ? "cas " + Text.plain(Edn.print(pair.get(0))) + " to " + Text.plain(Edn.print(pair.get(1)))
                : operation.function() + " " + Text.plain(Edn.print(value));
        return who + " " + what;
    }

    static String seconds(long nanos) {
        return nanos < 0 ? "?" : String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
