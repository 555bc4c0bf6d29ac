package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How much processor time a node used, and how much was withheld from it, while it was short of it and after. */
final class Throttling {
    /** How long the node is looked at once it is healed. */
    static final Duration LULL = Duration.ofMillis(500);

    private static final Duration PACE = Duration.ofMillis(100);

    /** The limit holds for each tenth of a second, but what was begun in one may end in the next. */
    private static final double TOLERANCE = 1.5;

    private final Field field;
    private final Node node;
    private final ControlGroup before;
    private @Nullable ControlGroup first;
    private @Nullable ControlGroup last;
    private @Nullable ControlGroup settled;
    private @Nullable ControlGroup after;
    private long began;
    private long ended;

    Throttling(Field field, Node node) {
        this.field = field;
        this.node = node;
        this.before = ControlGroup.of(node);
    }

    void begins() {
        began = field.clock().nanos();
        first = ControlGroup.of(node);
    }

    void ends() {
        last = ControlGroup.of(node);
        ended = field.clock().nanos();
    }

    /** Looks twice, some time apart: withheld time that was waited for when the limit went may be counted late. */
    void afterwards() {
        settled = ControlGroup.of(node);
        long healed = field.clock().nanos();
        Await.until(
                field.clock(), LULL.multipliedBy(2), PACE, () -> field.clock().nanos() - healed >= LULL.toNanos());
        after = ControlGroup.of(node);
    }

    private long times() {
        return Objects.requireNonNull(last).throttled()
                - Objects.requireNonNull(first).throttled();
    }

    private long withheldMillis() {
        return (Objects.requireNonNull(last).throttledNanos()
                        - Objects.requireNonNull(first).throttledNanos())
                / 1_000_000;
    }

    private long timesAfter() {
        return Objects.requireNonNull(after).throttled()
                - Objects.requireNonNull(settled).throttled();
    }

    private double percentUsed() {
        long used = Objects.requireNonNull(last).usedNanos()
                - Objects.requireNonNull(first).usedNanos();
        return 100.0 * used / Math.max(1, ended - began);
    }

    /** Whether it was held back to that much of a core, and is no more. */
    boolean shows(int percent) {
        return times() > 0 && percentUsed() <= percent * TOLERANCE && timesAfter() == 0;
    }

    Map<String, Object> numbers() {
        return Map.of(
                "timesHeldBack", times(),
                "millisHeldBack", withheldMillis(),
                "percentUsed", Math.round(percentUsed() * 10) / 10.0,
                "timesHeldBackBefore", before.throttled(),
                "timesHeldBackAfter", timesAfter());
    }

    /** What was seen, with its numbers. */
    String summary() {
        return "used " + Math.round(percentUsed()) + " % of a core and was held back " + times() + " times, "
                + withheldMillis() + " ms in all; after it " + timesAfter() + " times";
    }
}
