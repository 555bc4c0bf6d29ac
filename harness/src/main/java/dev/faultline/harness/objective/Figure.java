package dev.faultline.harness.objective;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** What an objective can bound. Where there is one per fault or per side, every one has to lie within the bound. */
public enum Figure {
    RECOVERY("recovery", Unit.DURATION, "per fault: until the nodes that should serve do again", RunFigures::recovery),
    RTO("rto", Unit.DURATION, "the same as recovery", RunFigures::recovery),
    AFTER_HEAL(
            "after-heal", Unit.DURATION, "per fault: from its heal until all nodes serve again", RunFigures::afterHeal),
    DETECTION("detection", Unit.DURATION, "per fault that showed: until its first sign", RunFigures::detection),
    FAILOVER("failover", Unit.DURATION, "per fault that took the leader: until another led", RunFigures::failover),
    SUSPICION("suspicion", Unit.DURATION, "per fault that took the leader: until suspected", RunFigures::suspicion),
    ELECTION("election", Unit.DURATION, "the same: from then until another node led", RunFigures::election),
    FALSE_SUSPICIONS(
            "false-suspicions",
            Unit.COUNT,
            "times that a node suspected one it could hear",
            RunFigures::falseSuspicions),
    FIRST_SUCCESS(
            "first-success", Unit.DURATION, "per fault: until a mutation is acknowledged", RunFigures::firstSuccess),
    OUTAGE("outage", Unit.DURATION, "per fault: longest time with no mutation acknowledged", RunFigures::outage),
    CONVERGENCE(
            "convergence", Unit.DURATION, "last heal until the system calls itself recovered", RunFigures::convergence),
    LOST_WRITES("lost-writes", Unit.COUNT, "acknowledged mutations lost", RunFigures::lostWrites),
    RPO("rpo", Unit.DURATION, "per fault: from the first lost of them to the last", RunFigures::lostSpan),
    REFUSED("refused", Unit.COUNT, "operations refused, not those that did not match", RunFigures::refused),
    INDETERMINATE("indeterminate", Unit.COUNT, "operations of unknown outcome", RunFigures::indeterminate),
    AVAILABILITY("availability", Unit.PERCENT, "of all operations, how many were served", RunFigures::availability),
    MAJORITY_AVAILABILITY(
            "majority-availability",
            Unit.PERCENT,
            "the same on the majority's side of each partition",
            RunFigures::majorityAvailability),
    P50("p50", Unit.DURATION, "median latency of ok operations", RunFigures::p50),
    P99("p99", Unit.DURATION, "99th percentile of the latency of ok operations", RunFigures::p99),
    P99_READS("p99-reads", Unit.DURATION, "the same of those that change nothing", RunFigures::p99Reads),
    P99_MUTATIONS("p99-mutations", Unit.DURATION, "the same of all others", RunFigures::p99Mutations),
    P99_INSIDE_FAULTS(
            "p99-inside-faults",
            Unit.DURATION,
            "of ok operations asked while a fault was in force",
            RunFigures::p99InsideFaults),
    P99_OUTSIDE_FAULTS(
            "p99-outside-faults", Unit.DURATION, "of those asked while none was", RunFigures::p99OutsideFaults);

    private final String word;
    private final Unit unit;
    private final String meaning;
    /** Only references to methods, which hold nothing that could change. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<RunFigures, Measured> measure;

    Figure(String word, Unit unit, String meaning, Function<RunFigures, Measured> measure) {
        this.word = word;
        this.unit = unit;
        this.meaning = meaning;
        this.measure = measure;
    }

    /** As objectives name it. */
    public String word() {
        return word;
    }

    /** In one line. */
    public String meaning() {
        return meaning;
    }

    Unit unit() {
        return unit;
    }

    Measured of(RunFigures run) {
        return measure.apply(run);
    }

    static Optional<Figure> named(String word) {
        return Arrays.stream(values())
                .filter(figure -> figure.word.equals(word))
                .findFirst();
    }
}
