package dev.faultline.harness.report;

import dev.faultline.harness.store.VerdictRecord.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counterexample. Of an order three ways: numbered steps, a picture of the key, the longest order that fits; then why nothing
 * excuses it. Of anything else the operations that its checker cites.
 */
final class ViolationBlock {
    private static final int MOST_STEPS = 9;
    private static final int MOST_OTHERS = 5;

    private final RunData run;
    private final List<FaultSpan> faults;
    private @Nullable Picture picture;

    /** What is drawn of the first violation; made once, for it may mean going through many calls. */
    record Picture(Witness witness, @Nullable FaultSpan fault, KeyLanes lanes) {}

    ViolationBlock(RunData run, List<FaultSpan> faults) {
        this.run = run;
        this.faults = faults;
    }

    void draw(Html html) {
        List<Violation> violations = run.verdict().violations();
        html.open("section", "id", "why");
        if (violations.isEmpty()) {
            withoutWitness(html);
        } else if (!isOfAnOrder()) {
            new CitedTable(run, violations.get(0), faults).draw(html);
        } else {
            Picture drawn = picture();
            Witness witness = drawn.witness();
            FaultSpan fault = drawn.fault();
            html.leaf("h2", title(witness));
            html.leaf(
                    "p",
                    Figures.count(witness.steps().size(), "operation suffices.", "operations suffice.")
                            + " All times are from one clock, that of the harness, in seconds since the run began.");
            steps(html, witness);
            new LaneChart(run, witness, drawn.lanes(), fault, faults).draw(html);
            html.open("div", "class", "two");
            new OrderTable(witness).draw(html);
            new Excuses(run, witness, fault).draw(html);
            html.close();
            others(html, violations);
        }
        html.close();
    }

    /** Whether there is a violation, and it is about an order of operations: only then there is something to picture. */
    boolean isOfAnOrder() {
        List<Violation> violations = run.verdict().violations();
        return !violations.isEmpty() && violations.get(0).cited().isEmpty();
    }

    /** @throws IllegalStateException when the history does not hold what the verdict speaks of */
    Picture picture() {
        if (picture == null) {
            Witness witness = Witness.of(run, run.verdict().violations().get(0));
            FaultSpan fault = witness.fault(faults);
            picture = new Picture(witness, fault, KeyLanes.of(run, witness, fault));
        }
        return picture;
    }

    /** The sentence stands on the first screen already, unless that speaks of something else. */
    private String title(Witness witness) {
        String sentence = witness.violation().sentence();
        return sentence.equals(run.verdict().sentence())
                ? "No order of the operations on " + witness.subject() + " explains it"
                : Shown.cut(sentence, 300);
    }

    private void withoutWitness(Html html) {
        html.leaf("h2", "What is wrong").open("ul", "class", "plain");
        run.verdict().findings().stream()
                .filter(f -> f.verdict().equals("invalid"))
                .forEach(f -> html.open("li")
                        .leaf("b", Shown.value(f.checker()) + ": ")
                        .text(Shown.cut(f.sentence(), 400))
                        .close());
        html.close();
    }

    private void steps(Html html, Witness witness) {
        List<Call> steps = witness.steps();
        int first = Math.max(0, steps.size() - MOST_STEPS);
        if (first > 0) {
            html.leaf("p", "The last " + Figures.ratio(MOST_STEPS, steps.size()) + " steps:", "class", "q small");
        }
        html.open("ol", "class", "steps");
        for (int i = first; i < steps.size(); i++) {
            boolean bad = i == steps.size() - 1;
            html.open("li", "class", bad ? "x" : "");
            html.leaf("span", Integer.toString(i + 1), "class", bad ? "pin x" : "pin");
            html.leaf("span", headline(steps.get(i)), "class", bad ? "m bad" : "m");
            html.text(prose(witness, steps, i)).close();
        }
        html.close();
    }

    private static String headline(Call call) {
        return switch (call.outcome()) {
            case OK -> call.words() + (call.reads() ? " at " : ", ok at ") + Figures.momentWithUnit(call.completedAt());
            case FAIL -> call.words() + ", fail at " + Figures.momentWithUnit(call.completedAt());
            case INFO -> call.words() + ", unknown, asked at " + Figures.momentWithUnit(call.invokedAt());
        };
    }

    private String prose(Witness witness, List<Call> steps, int i) {
        Call call = steps.get(i);
        StringBuilder text = new StringBuilder("by process " + call.process() + " on " + Shown.cut(call.node(), 20));
        Call before = null;
        for (Call earlier : steps.subList(0, i)) {
            if (earlier.certainAt() <= call.invokedAt()
                    && (before == null || earlier.certainAt() > before.certainAt())) {
                before = earlier;
            }
        }
        if (before != null) {
            text.append(", asked ")
                    .append(Figures.duration(call.invokedAt() - before.completedAt()))
                    .append(" after step ")
                    .append(witness.step(before))
                    .append(" was done");
        }
        text.append('.');
        long until = i + 1 < steps.size() ? steps.get(i + 1).invokedAt() : call.invokedAt();
        for (FaultSpan fault : faults) {
            if (fault.from() > call.invokedAt() && fault.from() <= until) {
                text.append(' ')
                        .append(Shown.cut(fault.title(), 80))
                        .append(" began at ")
                        .append(Figures.momentWithUnit(fault.from()))
                        .append('.');
            }
        }
        return text.append(call == witness.culprit() ? " No order explains it." : "")
                .toString();
    }

    private void others(Html html, List<Violation> violations) {
        if (violations.size() < 2) {
            return;
        }
        int shown = Math.min(MOST_OTHERS, violations.size() - 1);
        html.leaf(
                "h3",
                "The same in " + Figures.count(violations.size() - 1, "more place", "more places")
                        + (shown < violations.size() - 1 ? ", the first " + shown + " of them" : ""),
                "class",
                "gap-t");
        html.open("ul", "class", "plain");
        for (Violation violation : violations.subList(1, shown + 1)) {
            html.leaf("li", Shown.cut(violation.sentence(), 240));
        }
        html.close();
        html.open("p", "class", "q small")
                .text("All of them: ")
                .leaf("code", Command.analyze(run.path()))
                .close();
    }
}
