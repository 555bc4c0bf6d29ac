package dev.faultline.harness.objective;

import dev.faultline.harness.objective.Measured.Sample;
import dev.faultline.harness.store.MetricsRecord;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A bound on something that a run measures, such as {@code recovery<10s} or {@code availability>=99%}. A run that breaks it is
 * INVALID, one that does not tell is UNKNOWN.
 */
public final class Objective {
    private static final Pattern FORM = Pattern.compile("([^<>=\\s]*)\\s*(<=|>=|<|>|[<>=]*)\\s*(\\S*)");

    private final Figure figure;
    private final Comparison comparison;
    private final double bound;
    private final String text;

    private Objective(Figure figure, Comparison comparison, double bound, String text) {
        this.figure = figure;
        this.comparison = comparison;
        this.bound = bound;
        this.text = text;
    }

    /**
     * Reads {@code recovery<10s}: a {@link Figure}, one of {@code < <= > >=}, a bound in the figure's unit.
     *
     * @throws IllegalArgumentException in one line, with what is allowed
     */
    public static Objective parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches() || parts.group(2).isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no objective (such as recovery<10s; one of " + signs() + ")");
        }
        Figure figure = Figure.named(parts.group(1))
                .orElseThrow(() -> new IllegalArgumentException("no figure \"" + parts.group(1) + "\" ("
                        + Arrays.stream(Figure.values()).map(Figure::word).collect(Collectors.joining(", ")) + ")"));
        Comparison comparison = Arrays.stream(Comparison.values())
                .filter(c -> c.sign().equals(parts.group(2)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no comparison \"" + parts.group(2) + "\" in \"" + text + "\" (" + signs() + ")"));
        double bound = figure.unit()
                .parse(parts.group(3))
                .orElseThrow(() -> new IllegalArgumentException("\"" + parts.group(3) + "\" is no bound for "
                        + figure.word() + " (" + figure.unit().allowed() + ")"));
        return new Objective(figure, comparison, bound, figure.word() + comparison.sign() + parts.group(3));
    }

    private static String signs() {
        return Arrays.stream(Comparison.values()).map(Comparison::sign).collect(Collectors.joining(" "));
    }

    /** Broken by any sample that lies beyond the bound; kept only if every one is known to lie within. */
    MetricsRecord.Outcome judge(RunFigures run) {
        Measured measured = figure.of(run).or("nothing was measured");
        List<Sample> broken = measured.samples().stream().filter(this::breaks).toList();
        if (!broken.isEmpty()) {
            String more = broken.size() == 1 ? "" : ", and " + (broken.size() - 1) + " more lie beyond it";
            return outcome("invalid", worst(broken), "broken: " + worst(broken).told() + more);
        }
        if (!measured.gaps().isEmpty()) {
            String why = measured.gaps().stream().distinct().collect(Collectors.joining("; "));
            return new MetricsRecord.Outcome(text, "unknown", "", "objective " + text + " cannot be judged: " + why);
        }
        Sample worst = worst(measured.samples());
        return outcome("valid", worst, "kept: " + worst.told());
    }

    /** Of a value that is only known to be no less, the truth may lie above. */
    private boolean breaks(Sample sample) {
        return !comparison.holds(sample.value(), bound) && (!sample.atLeast() || comparison.boundsAbove());
    }

    private Sample worst(List<Sample> samples) {
        Comparator<Sample> byValue = Comparator.comparingDouble(Sample::value);
        return Collections.max(samples, comparison.boundsAbove() ? byValue : byValue.reversed());
    }

    private MetricsRecord.Outcome outcome(String verdict, Sample sample, String what) {
        String measured = (sample.atLeast() ? "at least " : "") + figure.unit().print(sample.value());
        return new MetricsRecord.Outcome(text, verdict, measured, "objective " + text + " " + what);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Objective objective && objective.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return text;
    }
}
