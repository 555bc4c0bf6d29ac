package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Network;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Slow links in force, proved by one-way times on connections that take the same way through the proxies, opened from either side:
 * late in the slow direction, prompt in the other; and by every connection of the system passing through a proxy.
 */
final class SlowLinksInjection implements Injection {
    private final Field field;
    private final Network network;
    private final SlowLinks slow;
    private final Map<Link, Sample> before;
    private final Map<Link, Sample> during;
    private final List<String> bypasses;
    private final long from;
    private long to;

    /** How long a byte takes over the link and back over its reverse, whoever opened the connection. */
    private record Sample(Duration opened, Duration accepted, Duration reverseOpened, Duration reverseAccepted) {
        Duration least() {
            return min(opened, accepted);
        }

        Duration reverseMost() {
            return reverseOpened.compareTo(reverseAccepted) > 0 ? reverseOpened : reverseAccepted;
        }

        Sample leastAndMost(Sample later) {
            return new Sample(
                    min(opened, later.opened),
                    min(accepted, later.accepted),
                    reverseOpened.compareTo(later.reverseOpened) > 0 ? reverseOpened : later.reverseOpened,
                    reverseAccepted.compareTo(later.reverseAccepted) > 0 ? reverseAccepted : later.reverseAccepted);
        }

        private static Duration min(Duration a, Duration b) {
            return a.compareTo(b) < 0 ? a : b;
        }

        Map<String, Object> numbers() {
            return Map.of(
                    "openedMillis", millis(opened),
                    "acceptedMillis", millis(accepted),
                    "reverseMillis", millis(reverseMost()));
        }
    }

    SlowLinksInjection(Field field, SlowLinks slow) {
        this.field = field;
        this.network = field.cluster().network();
        this.slow = slow;
        this.before = measure();
        network.slow(slow.links(), slow.latency(), slow.jitter());
        this.during = measure();
        this.bypasses = network.bypasses(slow.links());
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        measure().forEach((link, sample) -> during.merge(link, sample, Sample::leastAndMost));
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        network.unslow(slow.links());
    }

    @Override
    public Evidence evidence() {
        Map<Link, Sample> after = measure();
        Duration late = slow.latency().minus(slow.jitter()).multipliedBy(9).dividedBy(10);
        boolean proved = bypasses.isEmpty()
                && slow.links().stream()
                        .allMatch(link -> sample(during, link).least().compareTo(late) >= 0
                                && (slow.links().contains(link.reversed())
                                        || sample(during, link).reverseMost().compareTo(late.dividedBy(2)) < 0)
                                && sample(before, link).least().compareTo(late) < 0
                                && sample(after, link).least().compareTo(late) < 0);
        Map<String, Object> numbers = new TreeMap<>();
        slow.links()
                .forEach(link -> numbers.put(
                        link.toString(),
                        Map.of(
                                "before", sample(before, link).numbers(),
                                "during", sample(during, link).numbers(),
                                "after", sample(after, link).numbers())));
        numbers.put("bypasses", bypasses);
        return new Evidence(
                proved,
                from,
                to,
                "one-way times through the proxies, for connections opened from either side",
                summary(after),
                numbers);
    }

    private String summary(Map<Link, Sample> after) {
        List<String> parts = new ArrayList<>();
        for (Link link : slow.links()) {
            parts.add(link + " took at least " + millis(sample(during, link).least()) + " ms and back at most "
                    + millis(sample(during, link).reverseMost()) + " ms; before it "
                    + millis(sample(before, link).least()) + " ms, after it "
                    + millis(sample(after, link).least())
                    + " ms");
        }
        parts.add(
                bypasses.isEmpty()
                        ? "no connection goes around the proxy"
                        : bypasses.size() + " connections go around the proxy");
        return String.join("; ", parts);
    }

    private static Sample sample(Map<Link, Sample> samples, Link link) {
        Sample sample = samples.get(link);
        if (sample == null) {
            throw new IllegalStateException("link " + link + " was never measured");
        }
        return sample;
    }

    private Map<Link, Sample> measure() {
        Map<Link, Sample> samples = new TreeMap<>();
        for (Link link : slow.links()) {
            Delay opened = network.delay(link.from(), link.to());
            Delay accepted = network.delay(link.to(), link.from());
            samples.put(link, new Sample(opened.there(), accepted.back(), opened.back(), accepted.there()));
        }
        return samples;
    }

    static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 10_000.0) / 100.0;
    }
}
