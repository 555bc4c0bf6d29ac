package dev.faultline.harness.fault.clock;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.clock.NodeClock.Reading;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Moved clocks, proved by what the processes themselves see: the host's time before, what was asked for while it is in force, the
 * host's time again after; and the host's time all the while on the nodes that were not to be hit. A process that ends takes its
 * moved clock with it and its successor has the host's, so the fault is then not proved: no other fault is in force meanwhile that
 * could have ended it.
 */
final class ClockInjection implements Injection {
    /** Beyond what a reading itself leaves open. */
    private static final Duration TOLERANCE = Duration.ofMillis(5);

    private final Field field;
    private final SkewClock fault;
    private final SortedMap<String, Process> victims = new TreeMap<>();
    private final SortedMap<String, Reading> before = new TreeMap<>();
    private final SortedMap<String, Long> bases = new TreeMap<>();
    private final SortedMap<String, Reading> first = new TreeMap<>();
    private final SortedMap<String, Reading> last = new TreeMap<>();
    private final SortedMap<String, Reading> bystanders = new TreeMap<>();
    private final SortedMap<String, Reading> after = new TreeMap<>();
    private final long from;
    private long to;

    ClockInjection(Field field, SkewClock fault) {
        this.field = field;
        this.fault = fault;
        for (String name : fault.targets()) {
            victims.put(
                    name,
                    process(name)
                            .orElseThrow(() -> new IllegalStateException(
                                    "no clock to move: no " + field.system().name() + " runs on " + name)));
        }
        victims.forEach((name, victim) -> before.put(name, clock(name, victim).read()));
        victims.forEach((name, victim) -> bases.put(name, clock(name, victim).move(fault.skew())));
        victims.forEach((name, victim) -> first.put(name, clock(name, victim).read()));
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        to = field.clock().nanos();
        for (String name : field.cluster().names()) {
            Map<String, Reading> readings = fault.targets().contains(name) ? last : bystanders;
            process(name)
                    .filter(now -> !victims.containsKey(name) || now.equals(victims.get(name)))
                    .ifPresent(now -> readings.put(name, clock(name, now).read()));
        }
    }

    @Override
    public void heal() {
        for (String name : fault.targets()) {
            Optional<Process> now = process(name);
            if (now.isEmpty()) {
                continue;
            }
            clock(name, now.get()).reset();
            Reading reading = clock(name, now.get()).read();
            if (!reading.shows(Duration.ZERO, TOLERANCE)) {
                throw new IllegalStateException(
                        "the clock on " + name + " is still off by " + millis(reading.off()) + " ms");
            }
            if (now.get().equals(victims.get(name))) {
                after.put(name, reading);
            }
        }
    }

    @Override
    public Evidence evidence() {
        boolean moved = victims.keySet().stream()
                .allMatch(name -> shows(before, name, Duration.ZERO)
                        && asAsked(first, name)
                        && asAsked(last, name)
                        && !shows(last, name, Duration.ZERO)
                        && shows(after, name, Duration.ZERO));
        boolean othersNot = bystanders.keySet().stream().allMatch(name -> shows(bystanders, name, Duration.ZERO));
        Map<String, Object> numbers = new TreeMap<>();
        numbers.put("offMillisBefore", millis(before));
        numbers.put("offMillisAtFirst", millis(first));
        numbers.put("offMillisAtLast", millis(last));
        numbers.put("offMillisAfter", millis(after));
        numbers.put("offMillisElsewhere", millis(bystanders));
        return new Evidence(
                moved && othersNot,
                from,
                to,
                "the time that the process itself sees, read in the process, against the host's",
                summary(),
                numbers);
    }

    private String summary() {
        List<String> parts = new ArrayList<>();
        for (String name : victims.keySet()) {
            parts.add(
                    last.containsKey(name)
                            ? name + " saw " + shown(first, name) + " ms against the host's time at first, "
                                    + shown(last, name)
                                    + " ms at the end; before it " + shown(before, name) + " ms, after it "
                                    + shown(after, name) + " ms"
                            : "the process on " + name + " ended while its clock was moved");
        }
        double most = bystanders.values().stream()
                .mapToDouble(reading -> millis(reading.off().abs()))
                .max()
                .orElse(0);
        if (!bystanders.isEmpty()) {
            parts.add("elsewhere at most " + most + " ms off");
        }
        return String.join("; ", parts);
    }

    /** Whether the clock was off by what was asked for at that moment. */
    private boolean asAsked(Map<String, Reading> readings, String name) {
        Reading reading = readings.get(name);
        Long base = bases.get(name);
        return reading != null
                && base != null
                && reading.shows(fault.skew().expected(Duration.ofNanos(reading.hostNanos() - base)), TOLERANCE);
    }

    private static boolean shows(Map<String, Reading> readings, String name, Duration off) {
        Reading reading = readings.get(name);
        return reading != null && reading.shows(off, TOLERANCE);
    }

    private Optional<Process> process(String name) {
        return field.system().process(field.cluster().node(name));
    }

    private NodeClock clock(String name, Process process) {
        Node node = field.cluster().node(name);
        return NodeClock.of(node, process);
    }

    private static String shown(Map<String, Reading> readings, String name) {
        Reading reading = readings.get(name);
        return reading == null ? "-" : String.format(java.util.Locale.ROOT, "%+.2f", millis(reading.off()));
    }

    private static Map<String, Object> millis(Map<String, Reading> readings) {
        Map<String, Object> numbers = new TreeMap<>();
        readings.forEach((name, reading) -> numbers.put(name, millis(reading.off())));
        return numbers;
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
