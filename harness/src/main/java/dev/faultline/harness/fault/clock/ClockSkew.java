package dev.faultline.harness.fault.clock;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.FaultKind;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Fields;
import dev.faultline.harness.fault.Form;
import dev.faultline.harness.system.HasClock;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.harness.time.Dice;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/** The wall clock of the system's process is moved. */
public final class ClockSkew implements FaultKind {
    static final String NAME = "clock";

    private static final List<List<String>> DECKS = List.of(List.of("bump", "drift", "freeze"), List.of("strobe"));
    private static final List<String> SHAPES =
            DECKS.stream().flatMap(List::stream).toList();
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String about() {
        return "the wall clock of the system's process, and of no other, jumps, drifts, stands still or jumps forth and back";
    }

    @Override
    public List<List<String>> shapes() {
        return DECKS;
    }

    @Override
    public Duration hold() {
        return Duration.ofSeconds(5);
    }

    @Override
    public boolean possibleOn(SystemUnderTest system) {
        return system instanceof HasClock;
    }

    @Override
    public Fault draw(String shape, SortedSet<String> targets, List<String> nodes, Dice dice) {
        return new SkewClock(targets, Skew.draw(shape, dice));
    }

    @Override
    public List<Form> forms() {
        return List.of(new Form(
                "SkewClock",
                NAME,
                SHAPES,
                List.of("targets", "amount", "everyMillis"),
                f -> new SkewClock(f.nodes("targets"), skew(f))));
    }

    private static Skew skew(Fields f) {
        if (f.has("everyMillis") && !f.word("shape").equals("strobe")) {
            throw f.wrong("everyMillis", "is for a strobe only");
        }
        return switch (f.word("shape")) {
            case "bump" -> new Skew.Bump(Duration.ofMillis(f.whole("amount", -DAY_MILLIS, DAY_MILLIS)));
            case "drift" -> new Skew.Drift((int) f.whole("amount", -1_000_000, 1_000_000));
            case "strobe" ->
                new Skew.Strobe(
                        Duration.ofMillis(f.whole("amount", -DAY_MILLIS, DAY_MILLIS)), f.millis("everyMillis", 1));
            default -> {
                f.whole("amount", 0, 0);
                yield new Skew.Freeze();
            }
        };
    }

    /** Every process that runs sees the host's time again. */
    @Override
    public List<String> restore(Field field) {
        if (possibleOn(field.system())) {
            AllAtOnce.each(
                    field.cluster().nodes(),
                    node -> field.system()
                            .process(node)
                            .ifPresent(process -> NodeClock.of(node, process).reset()));
        }
        return List.of();
    }
}
