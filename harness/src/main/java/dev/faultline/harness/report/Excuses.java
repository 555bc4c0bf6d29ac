package dev.faultline.harness.report;

import dev.faultline.checkers.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What could excuse the impossible operation, and why it does not: each point is counted from the stored run, or left out. */
final class Excuses {
    private static final int LISTED = 6;

    private final RunData run;
    private final Witness witness;
    private final @Nullable FaultSpan fault;

    Excuses(RunData run, Witness witness, @Nullable FaultSpan fault) {
        this.run = run;
        this.witness = witness;
        this.fault = fault;
    }

    void draw(Html html) {
        html.open("div")
                .leaf(
                        "h3",
                        "What could excuse the " + Shown.cut(witness.culprit().function(), 20) + ", and does not");
        html.open("ul", "class", "ex");
        for (String point : points()) {
            html.leaf("li", point);
        }
        if (fault != null && fault.proved() && fault.fault().proof() != null) {
            html.open("li")
                    .text(fault.title() + " is proved from " + Figures.moment(fault.provedFrom()) + " to "
                            + Figures.moment(fault.provedTo()) + " s: ");
            html.leaf("a", Shown.cut(fault.fault().proof().summary(), 300), "href", "#" + fault.id())
                    .close();
        }
        html.close().close();
    }

    List<String> points() {
        List<String> points = new ArrayList<>();
        answered().ifPresent(value -> {
            points.add(writers(value));
            points.add(openOperations(value));
        });
        witness.before()
                .ifPresent(
                        before -> points.add("Steps " + witness.step(before) + " and " + witness.step(witness.culprit())
                                + " do not overlap: "
                                + Figures.duration(witness.culprit().invokedAt() - before.completedAt())
                                + " lie between them, on one clock."));
        points.add(oneNode());
        otherKeys().ifPresent(points::add);
        return points;
    }

    /** The value that the culprit claims to have seen: what a read returned, what a compare-and-set found. */
    private Optional<String> answered() {
        Call culprit = witness.culprit();
        if (culprit.outcome() != Outcome.OK) {
            return Optional.empty();
        }
        if (culprit.reads()) {
            return Optional.of(culprit.value());
        }
        String written = culprit.written();
        return culprit.function().equals("cas") && written != null
                ? Optional.of(culprit.value().replaceAll("^\\[(\\S+)[ ,].*$", "$1"))
                : Optional.empty();
    }

    private String writers(String value) {
        List<Call> writers = witness.calls().stream()
                .filter(c -> c.outcome() != Outcome.FAIL && value.equals(c.written()))
                .toList();
        String shown = Shown.value(value);
        if (writers.isEmpty()) {
            return "Nothing on " + witness.subject() + " ever wrote " + shown + ".";
        }
        if (writers.size() > 1) {
            return Figures.count(writers.size()) + " operations wrote " + shown + "; the checker tried them all.";
        }
        int step = witness.step(writers.get(0));
        return "Only "
                + (step > 0 ? "step " + step : "process " + writers.get(0).process()) + " wrote " + shown
                + ", once; no other operation on " + witness.subject() + " did.";
    }

    private String openOperations(String value) {
        List<Call> open = witness.calls().stream()
                .filter(c -> c.outcome() == Outcome.INFO && !c.reads() && c.invokedAt() < witness.at())
                .toList();
        if (open.isEmpty()) {
            return "No operation of unknown outcome was open on " + witness.subject() + ".";
        }
        long same = open.stream().filter(c -> value.equals(c.written())).count();
        String listed = open.stream().limit(LISTED).map(Call::words).collect(Collectors.joining(", "));
        return Figures.count(open.size(), "operation", "operations") + " of unknown outcome began before it (" + listed
                + (open.size() > LISTED ? " …" : "") + "); whether or not " + (open.size() == 1 ? "it" : "they")
                + " happened, "
                + (same > 0 ? Figures.count(same) : open.size() == 1 ? "it never" : "none of them ever") + " wrote "
                + Shown.value(value) + ".";
    }

    /** A system that broke its promise where it was hurt and kept it elsewhere was understood by model and checker. */
    private Optional<String> otherKeys() {
        int keys = run.calls().keys().size();
        long violated =
                run.verdict().violations().stream().map(v -> v.key()).distinct().count();
        return keys > violated && violated > 0 && witness.violation().key() != null
                ? Optional.of("No violation was found on the other " + Figures.ratio(keys - violated, keys)
                        + " keys, by the same model and checker.")
                : Optional.empty();
    }

    private String oneNode() {
        Call culprit = witness.culprit();
        long calls = 0;
        long elsewhere = 0;
        for (int i = 0; i < run.calls().size(); i++) {
            if (run.calls().process(i) == culprit.process()) {
                calls++;
                elsewhere += run.calls().nodes().get(run.calls().node(i)).equals(culprit.node()) ? 0 : 1;
            }
        }
        return elsewhere == 0
                ? "Process " + culprit.process() + " talked to " + Shown.cut(culprit.node(), 20)
                        + " only, in all of its " + Figures.count(calls, "operation", "operations") + "."
                : "Process " + culprit.process() + " also talked to other nodes; this answer came from "
                        + Shown.cut(culprit.node(), 20) + ".";
    }
}
