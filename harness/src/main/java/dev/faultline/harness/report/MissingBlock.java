package dev.faultline.harness.report;

import dev.faultline.harness.store.FaultsRecord;
import dev.faultline.harness.store.VerdictRecord;
import java.util.ArrayList;
import java.util.List;

/** In place of a violation, of a run that cannot be judged: every cause, and what would make it judgeable. */
final class MissingBlock {
    private static final int MOST = 20;

    private final RunData run;
    private final List<FaultSpan> faults;

    MissingBlock(RunData run, List<FaultSpan> faults) {
        this.run = run;
        this.faults = faults;
    }

    record Cause(String what, String remedy) {}

    void draw(Html html) {
        List<Cause> causes = causes();
        html.open("section", "id", "why").leaf("h2", "Why this run cannot be judged");
        html.leaf(
                "p",
                "Neither a pass nor a failure. " + Figures.count(causes.size(), "cause", "causes")
                        + (causes.size() > MOST ? ", the first " + MOST : "")
                        + ", each with what would make the run judgeable.");
        html.open("ul", "class", "causes");
        for (Cause cause : causes.subList(0, Math.min(MOST, causes.size()))) {
            html.open("li")
                    .leaf("b", Shown.cut(cause.what(), 300))
                    .leaf("span", cause.remedy(), "class", "q")
                    .close();
        }
        html.close().close();
    }

    List<Cause> causes() {
        List<Cause> causes = new ArrayList<>();
        for (FaultSpan span : faults) {
            if (!span.proved()) {
                causes.add(unproved(span.fault()));
            }
        }
        run.faults()
                .incidents()
                .forEach(
                        i -> causes.add(
                                new Cause(
                                        i,
                                        "Nobody asked for this. Find its cause in the logs below; a run counts when only planned faults happen.")));
        FaultsRecord.Recovery recovery = run.faults().recovery();
        if (recovery != null && recovery.recoveredAt() == null) {
            causes.add(new Cause(
                    "The cluster did not recover: " + recovery.detail(),
                    "A longer --recovery-time than " + Figures.number(run.test().recoveryTimeSeconds())
                            + " s, or a system that comes back: see the logs."));
        }
        if (run.calls().size() == 0) {
            causes.add(new Cause("No operation was recorded.", "Clients that reach the system: see the logs."));
        }
        for (VerdictRecord.Found found : run.verdict().findings()) {
            if (VerdictSign.of(found.verdict()) == VerdictSign.UNKNOWN) {
                causes.add(new Cause(
                        found.checker() + ": " + found.sentence(),
                        "Judge again once the cause is gone: " + Command.analyze(run.path())));
            }
        }
        if (causes.isEmpty()) {
            causes.add(new Cause(run.verdict().sentence(), "Judge again: " + Command.analyze(run.path())));
        }
        return causes;
    }

    private static Cause unproved(FaultsRecord.Window fault) {
        String found = fault.error() != null
                ? fault.error()
                : fault.proof() == null ? "nothing was measured" : fault.proof().summary();
        return new Cause(
                fault.name() + " " + fault.summary() + " has no proof: " + found,
                "The fault must take effect, or be left out of --faults. Its measurements are in the fault table.");
    }
}
