package dev.faultline.harness.objective;

import dev.faultline.harness.store.ElectionFigures;
import dev.faultline.harness.store.ElectionFigures.OfFault;
import dev.faultline.harness.store.FaultFigures;
import dev.faultline.harness.store.FaultFigures.Failover;
import dev.faultline.harness.store.FaultFigures.Loss;
import dev.faultline.harness.store.FaultFigures.Recovered;
import dev.faultline.harness.store.FaultFigures.Served;
import dev.faultline.harness.store.FaultsRecord.Window;
import dev.faultline.harness.store.MetricsRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of one run, as objectives ask for them. */
final class RunFigures {
    private static final String SILENT = "nodes said nothing of suspicions";
    private static final Measured NOTHING = new Measured(List.of(), List.of());

    private final MetricsRecord metrics;
    private final List<Window> faults;

    RunFigures(MetricsRecord metrics, List<Window> faults) {
        this.metrics = metrics;
        this.faults = faults;
    }

    Measured recovery() {
        return each(fault -> recovered(fault, fault.recovery()));
    }

    Measured afterHeal() {
        return each(fault -> recovered(fault, fault.afterHeal()));
    }

    Measured detection() {
        return each(fault -> fault.detection() == null ? NOTHING : took(fault, fault.detection()))
                .or("no fault showed");
    }

    Measured failover() {
        return each(this::failover).or("no fault took the leader away");
    }

    private Measured failover(FaultFigures fault) {
        Failover failover = fault.failover();
        if (failover == null) {
            return Measured.gap("nobody watched who led");
        }
        if (failover.hit() == null) {
            return NOTHING;
        }
        return failover.nanos() == null
                ? Measured.gap("nobody was seen to lead after " + name(fault))
                : took(fault, failover.nanos());
    }

    Measured suspicion() {
        return election(OfFault::detection, "nobody suspected the leader under ");
    }

    Measured election() {
        return election(OfFault::election, "nobody was elected after a suspicion under ");
    }

    private Measured election(Function<OfFault, @Nullable Long> figure, String gap) {
        ElectionFigures elections = metrics.elections();
        if (elections == null) {
            return Measured.gap(SILENT);
        }
        return each(fault -> {
                    OfFault election = elections.of(fault.fault());
                    if (election == null || election.hit() == null) {
                        return NOTHING;
                    }
                    Long nanos = figure.apply(election);
                    return nanos == null ? Measured.gap(gap + name(fault)) : took(fault, nanos);
                })
                .or("no fault took the leader away");
    }

    Measured falseSuspicions() {
        ElectionFigures elections = metrics.elections();
        return elections == null
                ? Measured.gap(SILENT)
                : Measured.of(
                        (double) elections.falseSuspicions(),
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d suspicions were false",
                                elections.falseSuspicions(),
                                elections.suspicions()));
    }

    Measured firstSuccess() {
        return each(fault -> fault.firstSuccess() == null
                ? Measured.gap("no mutation was acknowledged after " + name(fault))
                : took(fault, fault.firstSuccess()));
    }

    Measured outage() {
        return each(fault -> took(fault, fault.outage()));
    }

    Measured convergence() {
        Double seconds = metrics.recoverySeconds();
        return faults.isEmpty()
                ? Measured.gap("no fault was injected")
                : seconds == null
                        ? Measured.gap("the cluster did not recover")
                        : Measured.of(seconds * 1e9, "it took " + Unit.DURATION.print(seconds * 1e9));
    }

    /** A sum: what is certainly lost under some faults may be too much already, whatever is not known of the others. */
    Measured lostWrites() {
        if (metrics.recovery().isEmpty()) {
            return Measured.gap("no fault was injected");
        }
        long lost = 0;
        long of = 0;
        List<String> gaps = new ArrayList<>();
        for (FaultFigures fault : metrics.recovery()) {
            Loss loss = fault.loss();
            lost += loss == null ? 0 : loss.lost();
            of += loss == null ? 0 : loss.of();
            if (loss == null || !loss.exact()) {
                gaps.add("not every mutation before the heal of " + name(fault) + " can be told lost or kept");
            }
        }
        String told =
                String.format(Locale.ROOT, "%s%,d of %,d were%s", gaps.isEmpty() ? "" : "at least ", lost, of, where());
        return new Measured(List.of(new Measured.Sample((double) lost, !gaps.isEmpty(), told)), gaps);
    }

    /** Under which fault most were lost; empty when none were. */
    private String where() {
        return metrics.recovery().stream()
                .filter(fault -> fault.loss() != null && fault.loss().lost() > 0)
                .max(Comparator.comparingLong(
                        fault -> Objects.requireNonNull(fault.loss()).lost()))
                .map(fault -> String.format(
                        Locale.ROOT,
                        ", %,d of them under %s",
                        Objects.requireNonNull(fault.loss()).lost(),
                        name(fault)))
                .orElse("");
    }

    /** From the first to the last; one that has no loss to show may have one that nobody could see. */
    Measured lostSpan() {
        return each(fault -> {
            Loss loss = fault.loss();
            if (loss == null) {
                return Measured.gap("no mutation before the heal of " + name(fault) + " can be told lost or kept");
            }
            String told =
                    name(fault) + " took " + String.format(Locale.ROOT, "%,d", loss.lost()) + " acknowledged within "
                            + (loss.exact() ? "" : "at least ") + Unit.DURATION.print((double) loss.span());
            return new Measured(
                    List.of(new Measured.Sample((double) loss.span(), !loss.exact(), told)),
                    loss.exact() ? List.of() : List.of("more may be lost under " + name(fault)));
        });
    }

    Measured refused() {
        return count(metrics.replies().refused(), "were refused");
    }

    Measured indeterminate() {
        return count(metrics.replies().indeterminate(), "are of unknown outcome");
    }

    private Measured count(long count, String what) {
        return Measured.of(
                (double) count,
                String.format(
                        Locale.ROOT,
                        "%,d of %,d operations %s",
                        count,
                        metrics.replies().total(),
                        what));
    }

    Measured availability() {
        return share(new Served(metrics.replies().served(), metrics.replies().total()), "operations were served");
    }

    Measured majorityAvailability() {
        return each(fault -> Measured.all(fault.sides().stream()
                        .filter(FaultFigures.Side::majority)
                        .map(side -> share(
                                side.reads().and(side.mutations()),
                                "were served by " + String.join(" ", side.nodes()) + " during " + name(fault)))
                        .toList()))
                .or("no partition left a majority on one side");
    }

    private static Measured share(Served served, String what) {
        if (served.of() == 0) {
            return Measured.gap("no operations " + what);
        }
        double percent = 100.0 * (double) served.served() / (double) served.of();
        return Measured.of(
                percent,
                String.format(
                        Locale.ROOT,
                        "%s, %,d of %,d, %s",
                        Unit.PERCENT.print(percent),
                        served.served(),
                        served.of(),
                        what));
    }

    Measured p50() {
        return latency(MetricsRecord.ALL, "p50.0", "");
    }

    Measured p99() {
        return latency(MetricsRecord.ALL, "p99.0", "");
    }

    Measured p99Reads() {
        return latency(MetricsRecord.READS, "p99.0", " of reads", "no read succeeded");
    }

    Measured p99Mutations() {
        return latency(MetricsRecord.MUTATIONS, "p99.0", " of mutations", "no mutation succeeded");
    }

    Measured p99InsideFaults() {
        return latency(MetricsRecord.INSIDE_FAULTS, "p99.0", " inside faults");
    }

    Measured p99OutsideFaults() {
        return latency(MetricsRecord.OUTSIDE_FAULTS, "p99.0", " outside faults");
    }

    private Measured latency(String part, String percentile, String where) {
        return latency(part, percentile, where, "no operation succeeded" + where);
    }

    private Measured latency(String part, String percentile, String where, String gap) {
        Double millis = metrics.latencyMillis().getOrDefault(part, Map.of()).get(percentile);
        return millis == null
                ? Measured.gap(gap)
                : Measured.of(
                        millis * 1e6,
                        percentile.replace(".0", "") + where + " is " + Unit.DURATION.print(millis * 1e6));
    }

    /** Of every proved fault; one that is not proved is a gap. */
    private Measured each(Function<FaultFigures, Measured> figure) {
        if (metrics.recovery().isEmpty()) {
            return Measured.gap("no fault was injected");
        }
        return Measured.all(metrics.recovery().stream()
                .map(fault -> proved(fault) ? figure.apply(fault) : Measured.gap(name(fault) + " is not proved"))
                .toList());
    }

    private boolean proved(FaultFigures fault) {
        Window window = window(fault);
        return window != null && window.proof() != null && window.proof().proved();
    }

    private Measured took(FaultFigures fault, long nanos) {
        return Measured.of((double) nanos, name(fault) + " took " + Unit.DURATION.print((double) nanos));
    }

    private Measured recovered(FaultFigures fault, Recovered recovered) {
        if (recovered.nanos() != null) {
            return took(fault, recovered.nanos());
        }
        String gap = "recovery from " + name(fault) + " was not seen";
        return recovered.atLeast() == 0
                ? Measured.gap(gap)
                : new Measured(
                        List.of(new Measured.Sample(
                                (double) recovered.atLeast(),
                                true,
                                name(fault) + " took more than " + Unit.DURATION.print((double) recovered.atLeast()))),
                        List.of(gap));
    }

    /** {@code F3 (kill n2)}. */
    private String name(FaultFigures fault) {
        Window window = window(fault);
        return fault.fault() + (window == null ? "" : " (" + window.summary() + ")");
    }

    private @Nullable Window window(FaultFigures fault) {
        return faults.stream()
                .filter(window -> window.name().equals(fault.fault()))
                .findFirst()
                .orElse(null);
    }
}
