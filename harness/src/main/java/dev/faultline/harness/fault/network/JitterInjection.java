package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Jitter in force, proved by single one-way times over connections that take the same way through the proxies, opened from either
 * side: they differ by much in the one direction when it has begun and again before it ends, and by little in the other, before it and
 * after.
 */
final class JitterInjection implements Injection {
    /** Twice so many amounts on a way: that they lie within a quarter of what is possible happens once in hundreds of thousands of faults. */
    private static final int EXCHANGES = 6;

    private final Field field;
    private final Network network;
    private final Reach reach;
    private final Duration enough;
    private final Map<String, Sample> before;
    private final Map<String, Sample> begun;
    private Map<String, Sample> ending = Map.of();
    private final List<String> bypasses;
    private final long from;
    private long to;

    /** One-way times in the direction that is hit, and in the one that is spared. */
    private record Sample(List<Duration> hit, List<Duration> spared) {
        static final Sample NONE = new Sample(List.of(), List.of());

        Sample and(Sample later) {
            return new Sample(both(hit, later.hit), both(spared, later.spared));
        }

        private static List<Duration> both(List<Duration> some, List<Duration> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }

        /** How far they lie apart; nothing when there are none. */
        static Duration spread(List<Duration> times) {
            return times.isEmpty() ? Duration.ZERO : most(times).minus(least(times));
        }

        static Duration least(List<Duration> times) {
            return times.stream().min(Duration::compareTo).orElse(Duration.ZERO);
        }

        static Duration most(List<Duration> times) {
            return times.stream().max(Duration::compareTo).orElse(Duration.ZERO);
        }

        Map<String, Object> numbers() {
            return Map.of("hitMillis", millis(hit), "sparedMillis", millis(spared));
        }

        private static List<Double> millis(List<Duration> times) {
            return times.stream().map(SlowLinksInjection::millis).toList();
        }
    }

    JitterInjection(Field field, Reach reach, Impairment how, int mostMillis) {
        this.field = field;
        this.network = field.cluster().network();
        this.reach = reach;
        this.enough = Duration.ofMillis(mostMillis).dividedBy(4);
        this.before = measure();
        reach.impair(network, how);
        this.from = field.clock().nanos();
        this.begun = measure();
        this.bypasses = reach.bypasses(network);
    }

    private Map<String, Sample> measure() {
        return reach.ofClients()
                ? Reach.each(field.cluster(), reach.targets(), node -> "clients of " + node, this::sample)
                : Reach.each(field.cluster(), reach.links(), Link::toString, this::sample);
    }

    private Sample sample(String node) {
        List<Delay> delays = network.clientDelays(node, EXCHANGES);
        return new Sample(
                delays.stream()
                        .flatMap(delay -> Stream.of(delay.there(), delay.back()))
                        .toList(),
                List.of());
    }

    private Sample sample(Link link) {
        List<Delay> opened = network.delays(link.from(), link.to(), EXCHANGES);
        List<Delay> accepted = network.delays(link.to(), link.from(), EXCHANGES);
        List<Duration> hit = Stream.concat(
                        opened.stream().map(Delay::there), accepted.stream().map(Delay::back))
                .toList();
        List<Duration> back = Stream.concat(
                        opened.stream().map(Delay::back), accepted.stream().map(Delay::there))
                .toList();
        return new Sample(hit, reach.links().contains(link.reversed()) ? List.of() : back);
    }

    @Override
    public void observe() {
        ending = measure();
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        reach.unimpair(network);
    }

    @Override
    public Evidence evidence() {
        Map<String, Sample> after = measure();
        boolean proved = bypasses.isEmpty();
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, Sample> way : begun.entrySet()) {
            Sample still = ending.getOrDefault(way.getKey(), Sample.NONE);
            Sample then = way.getValue().and(still);
            Sample first = of(before, way.getKey());
            Sample last = of(after, way.getKey());
            proved &= differs(way.getValue().hit()) && differs(still.hit()) && !differs(then.spared());
            proved &= steady(first) && steady(last);
            numbers.put(
                    way.getKey(), Map.of("before", first.numbers(), "during", then.numbers(), "after", last.numbers()));
            parts.add(way.getKey() + " took " + range(then.hit())
                    + (then.spared().isEmpty() ? "" : " and back " + range(then.spared())) + "; before it "
                    + range(first.hit()) + ", after it " + range(last.hit()));
        }
        if (!reach.ofClients()) {
            parts.add(Reach.bypassed(bypasses));
        }
        numbers.put("bypasses", bypasses);
        return new Evidence(
                proved,
                from,
                to,
                "single one-way times through the proxies, and how far they lie apart",
                String.join("; ", parts),
                numbers);
    }

    private boolean differs(List<Duration> times) {
        return Sample.spread(times).compareTo(enough) >= 0;
    }

    private boolean steady(Sample sample) {
        return !differs(sample.hit()) && !differs(sample.spared());
    }

    private static String range(List<Duration> times) {
        return SlowLinksInjection.millis(Sample.least(times)) + " to " + SlowLinksInjection.millis(Sample.most(times))
                + " ms";
    }

    private static Sample of(Map<String, Sample> samples, String way) {
        Sample sample = samples.get(way);
        if (sample == null) {
            throw new IllegalStateException(way + " was never measured");
        }
        return sample;
    }
}
