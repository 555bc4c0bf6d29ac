package dev.faultline.sim;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.clock.Skew;
import dev.faultline.harness.fault.clock.SkewClock;
import dev.faultline.node.sim.SimulatedClock;
import dev.faultline.node.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Wall clocks that are moved, and with a clock that drifts also the rate of the monotonic one, as far as it can be wrong; proved by what
 * the process reads on them.
 */
final class SimulatedSkew implements Injection {
    /** A clock that is a little wrong of itself gains or loses as much in the time of a fault. */
    private static final Duration TOLERANCE = Duration.ofMillis(100);

    private static final double MILLION = 1_000_000;

    private final Field field;
    private final World world;
    private final SkewClock skew;
    private final Map<String, Duration> before = new TreeMap<>();
    private final Map<String, Double> rates = new TreeMap<>();
    private final Map<String, List<String>> read = new TreeMap<>();
    private final List<String> amiss = new ArrayList<>();
    private final long from;
    private long to;

    SimulatedSkew(Field field, SimulatedCluster cluster, SkewClock skew) {
        this.field = field;
        this.world = cluster.world();
        this.skew = skew;
        this.from = field.clock().nanos();
        for (String name : skew.targets()) {
            SimulatedClock clock = clock(name);
            before.put(name, Duration.ofNanos(clock.skewNanos()));
            rates.put(name, clock.rateError());
            move(clock);
            compare(name);
        }
    }

    private SimulatedClock clock(String name) {
        return world.clock(SimulatedCluster.number(name));
    }

    private void move(SimulatedClock clock) {
        if (skew.skew() instanceof Skew.Bump bump) {
            clock.bump(bump.by().toNanos());
        } else if (skew.skew() instanceof Skew.Strobe strobe) {
            clock.strobe(strobe.by().toNanos(), strobe.every().toNanos());
        } else if (skew.skew() instanceof Skew.Drift drift) {
            clock.drift(drift.partsPerMillion() / MILLION);
            clock.rate(Math.copySign(SimulatedClock.RATE_ERROR_MAX, drift.partsPerMillion()));
        } else {
            clock.freeze();
        }
    }

    private void compare(String name) {
        Duration elapsed = Duration.ofNanos(field.clock().nanos() - from);
        Duration measured = Duration.ofNanos(clock(name).skewNanos()).minus(before.getOrDefault(name, Duration.ZERO));
        Duration expected = skew.skew().expected(elapsed);
        read.computeIfAbsent(name, key -> new ArrayList<>())
                .add(measured.toMillis() + " ms off after " + elapsed.toMillis() + " ms");
        if (measured.minus(expected).abs().compareTo(TOLERANCE) > 0) {
            amiss.add(name + " read " + measured.toMillis() + " ms off, not " + expected.toMillis());
        }
    }

    @Override
    public void observe() {
        skew.targets().forEach(this::compare);
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        for (String name : skew.targets()) {
            clock(name).reset();
            clock(name).rate(rates.getOrDefault(name, 0.0));
        }
    }

    @Override
    public Evidence evidence() {
        for (String name : skew.targets()) {
            Duration left = Duration.ofNanos(clock(name).skewNanos())
                    .minus(before.getOrDefault(name, Duration.ZERO))
                    .abs();
            if (left.compareTo(TOLERANCE) > 0) {
                amiss.add(name + " is " + left.toMillis() + " ms off after the heal");
            }
        }
        List<String> parts = new ArrayList<>();
        read.forEach((name, seen) -> parts.add(name + " read " + String.join(", then ", seen)));
        parts.addAll(amiss);
        return new Evidence(
                amiss.isEmpty(),
                from,
                to,
                "the clock as the process reads it",
                String.join("; ", parts),
                Map.of("read", read));
    }
}
