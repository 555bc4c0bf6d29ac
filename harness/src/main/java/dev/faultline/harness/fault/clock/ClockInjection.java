package dev.faultline.harness.fault.clock;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.clock.NodeClock.Reading;
import dev.faultline.harness.system.SystemUnderTest.Process;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moved clocks, proved by what the processes themselves see: the host's time before, what was asked for while it is in force, the
 * host's time again after; and the host's time all the while on the nodes that were not to be hit. The processes that they have
 * started are moved and looked at with them. A process that ends takes its moved clock with it; its successor's is moved again, but
 * the fault is then not proved, as it had a gap: no other fault is in force meanwhile that could have ended it.
 */
final class ClockInjection implements Injection {
    /** Beyond what a reading itself leaves open. */
    private static final Duration TOLERANCE = Duration.ofMillis(5);

    private static final Duration TO_SEE_ALL_LEVELS = Duration.ofSeconds(5);
    private static final Duration PACE = Duration.ofMillis(30);

    private final Field field;
    private final SkewClock fault;
    private final SortedMap<String, Process> victims = new TreeMap<>();
    private final SortedMap<String, Reading> before = new TreeMap<>();
    private final SortedMap<String, Long> bases = new TreeMap<>();
    private final SortedMap<String, Reading> first = new TreeMap<>();
    private final SortedMap<String, Reading> last = new TreeMap<>();
    private final SortedMap<String, Reading> bystanders = new TreeMap<>();
    private final SortedMap<String, Reading> after = new TreeMap<>();
    private final SortedMap<String, List<Reading>> levels = new TreeMap<>();
    private final SortedMap<String, List<Reading>> families = new TreeMap<>();
    private final SortedMap<String, Duration> gaps = new TreeMap<>();
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
            Optional<Process> now = process(name);
            if (now.isEmpty()) {
                continue;
            }
            NodeClock clock = clock(name, now.get());
            if (!victims.containsKey(name)) {
                bystanders.put(name, clock.read());
            } else {
                moveAgainIfReplaced(name, now.get(), clock);
                last.put(name, clock.read());
                seeAllLevels(name, clock);
                families.put(
                        name,
                        clock.family().stream()
                                .map(NodeClock::readIfAlive)
                                .flatMap(Optional::stream)
                                .toList());
            }
        }
    }

    /** When its predecessor ended nobody saw: the gap is no longer than what has passed since the clock was moved. */
    private void moveAgainIfReplaced(String name, Process now, NodeClock clock) {
        if (!now.equals(victims.get(name))) {
            bases.put(name, clock.move(fault.skew()));
            gaps.put(name, Duration.ofNanos(field.clock().nanos() - from));
        }
    }

    private void seeAllLevels(String name, NodeClock clock) {
        List<Reading> readings =
                new ArrayList<>(Stream.ofNullable(last.get(name)).toList());
        Await.until(field.clock(), TO_SEE_ALL_LEVELS, PACE, () -> {
            boolean all = allLevelsIn(readings);
            if (!all) {
                readings.add(clock.read());
            }
            return all;
        });
        levels.put(name, readings);
    }

    private boolean allLevelsIn(List<Reading> readings) {
        return fault.skew().levels().stream()
                .allMatch(level -> readings.stream().anyMatch(reading -> reading.shows(level, TOLERANCE)));
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
                        && asAsked(first.get(name), name)
                        && asAsked(last.get(name), name)
                        && !shows(last, name, Duration.ZERO)
                        && allLevelsIn(levels.getOrDefault(name, List.of()))
                        && Stream.of(levels, families)
                                .flatMap(seen -> seen.getOrDefault(name, List.of()).stream())
                                .allMatch(reading -> asAsked(reading, name))
                        && !gaps.containsKey(name)
                        && shows(after, name, Duration.ZERO));
        boolean othersNot = bystanders.keySet().stream().allMatch(name -> shows(bystanders, name, Duration.ZERO));
        Map<String, Object> numbers = new TreeMap<>();
        numbers.put("offMillisBefore", millis(before));
        numbers.put("offMillisAtFirst", millis(first));
        numbers.put("offMillisAtLast", millis(last));
        numbers.put("offMillisAfter", millis(after));
        numbers.put("offMillisElsewhere", millis(bystanders));
        numbers.put("offMillisSeen", allMillis(levels));
        numbers.put("offMillisOfFamily", allMillis(families));
        Map<String, Object> gapMillis = new TreeMap<>();
        gaps.forEach((name, gap) -> gapMillis.put(name, millis(gap)));
        numbers.put("gapMillisAtMost", gapMillis);
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
        victims.keySet().forEach(name -> parts.add(summary(name)));
        double most = bystanders.values().stream()
                .mapToDouble(reading -> millis(reading.off().abs()))
                .max()
                .orElse(0);
        if (!bystanders.isEmpty()) {
            parts.add("elsewhere at most " + most + " ms off");
        }
        return String.join("; ", parts);
    }

    private String summary(String name) {
        Duration gap = gaps.get(name);
        if (gap != null) {
            return "the process on " + name
                    + " ended while its clock was moved; another one had the host's time for up to " + millis(gap)
                    + " ms, and was moved then";
        }
        if (!last.containsKey(name)) {
            return "the process on " + name + " ended while its clock was moved";
        }
        List<Reading> family = families.getOrDefault(name, List.of());
        return name + " saw " + shown(first, name) + " ms against the host's time at first, " + shown(last, name)
                + " ms at the end"
                + (fault.skew().levels().isEmpty()
                        ? ""
                        : " and in between " + extremes(levels.getOrDefault(name, List.of())))
                + (family.isEmpty()
                        ? ""
                        : ", " + family.size() + (family.size() == 1 ? " process" : " processes")
                                + " that it has started " + extremes(family))
                + "; before it " + shown(before, name) + " ms, after it " + shown(after, name) + " ms";
    }

    private static String extremes(List<Reading> readings) {
        DoubleSummaryStatistics off =
                readings.stream().mapToDouble(reading -> millis(reading.off())).summaryStatistics();
        return String.format(java.util.Locale.ROOT, "%+.2f to %+.2f ms", off.getMin(), off.getMax());
    }

    /** Whether the clock was off by what was asked for at that moment. */
    private boolean asAsked(@Nullable Reading reading, String name) {
        Long base = bases.get(name);
        return reading != null && base != null && reading.shows(fault.skew(), base, TOLERANCE);
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

    private static Map<String, Object> allMillis(Map<String, List<Reading>> readings) {
        Map<String, Object> numbers = new TreeMap<>();
        readings.forEach((name, all) -> numbers.put(
                name, all.stream().map(reading -> millis(reading.off())).toList()));
        return numbers;
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
