package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Network;
import dev.faultline.harness.net.Transfer;
import dev.faultline.harness.net.Transfer.Leg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Narrow or sliced ways in force, proved by bytes sent over connections that take the same way through the proxies, opened from
 * either side: impaired in the one direction, not in the other; and by every connection of the system passing through a proxy.
 */
final class TransferInjection implements Injection {
    private final Field field;
    private final Network network;
    private final Reach reach;
    private final Passage passage;
    private final Map<String, Sample> before;
    private final Map<String, Sample> standing;
    private final List<String> bypasses;
    private final long from;
    private Map<String, Sample> ending = Map.of();
    private long to;

    /** Bytes that went the impaired way, on connections that either side opened, and bytes that went the other. */
    private record Sample(List<Leg> hit, List<Leg> spared) {}

    TransferInjection(Field field, Reach reach, Impairment how, Passage passage) {
        this.field = field;
        this.network = field.cluster().network();
        this.reach = reach;
        this.passage = passage;
        this.before = measure();
        reach.impair(network, how);
        this.from = field.clock().nanos();
        this.standing = measure();
        this.bypasses = reach.bypasses(network);
    }

    private Map<String, Sample> measure() {
        return reach.ofClients()
                ? Reach.each(field.cluster(), reach.targets(), node -> "clients of " + node, this::sample)
                : Reach.each(field.cluster(), reach.links(), Link::toString, this::sample);
    }

    private Sample sample(String node) {
        Transfer transfer = network.clientTransfer(node, passage.bytes());
        return new Sample(List.of(transfer.there(), transfer.back()), List.of());
    }

    private Sample sample(Link link) {
        Transfer opened = network.transfer(link.from(), link.to(), passage.bytes());
        Transfer accepted = network.transfer(link.to(), link.from(), passage.bytes());
        return new Sample(
                List.of(opened.there(), accepted.back()),
                reach.links().contains(link.reversed()) ? List.of() : List.of(opened.back(), accepted.there()));
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
        boolean proved = bypasses.isEmpty()
                && !ending.isEmpty()
                && before.values().stream().allMatch(this::plain)
                && standing.values().stream().allMatch(this::impaired)
                && ending.values().stream().allMatch(this::impaired)
                && after.values().stream().allMatch(this::plain);
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (String way : before.keySet()) {
            Map<String, Object> times = new TreeMap<>();
            put(times, "before", before.get(way));
            put(times, "during", standing.get(way));
            put(times, "atEnd", ending.get(way));
            put(times, "after", after.get(way));
            numbers.put(way, times);
            parts.add(summary(way, after));
        }
        if (!reach.ofClients()) {
            parts.add(Reach.bypassed(bypasses));
        }
        numbers.put("bypasses", bypasses);
        return new Evidence(
                proved,
                from,
                to,
                passage.bytes() + " bytes through the proxies and as many back"
                        + (reach.ofClients() ? "" : ", for connections opened from either side"),
                String.join("; ", parts),
                numbers);
    }

    private boolean plain(Sample sample) {
        return sample.hit().stream().allMatch(passage::plain)
                && sample.spared().stream().allMatch(passage::plain);
    }

    private boolean impaired(Sample sample) {
        return sample.hit().stream().allMatch(passage::impaired)
                && sample.spared().stream().allMatch(passage::plain);
    }

    private String summary(String way, Map<String, Sample> after) {
        Stream<Sample> during = Stream.of(standing, ending).flatMap(at -> Stream.ofNullable(at.get(way)));
        List<Sample> samples = during.toList();
        String hit = figure(samples, Sample::hit, Comparator.reverseOrder(), passage::ofImpaired);
        String spared = figure(samples, Sample::spared, Comparator.naturalOrder(), passage::ofPlain);
        return way + " " + hit + (spared.isEmpty() ? "" : ", and back " + spared) + "; before it "
                + plainFigure(before.get(way)) + ", after it " + plainFigure(after.get(way));
    }

    private String plainFigure(@Nullable Sample sample) {
        return figure(
                Stream.ofNullable(sample).toList(),
                s -> Stream.concat(s.hit().stream(), s.spared().stream()).toList(),
                Comparator.naturalOrder(),
                passage::ofPlain);
    }

    /** Of the last of some legs, in this order of their degrees; empty where there are none. */
    private String figure(
            List<Sample> samples,
            Function<Sample, List<Leg>> legs,
            Comparator<Long> order,
            Function<Leg, String> words) {
        return samples.stream()
                .flatMap(sample -> legs.apply(sample).stream())
                .max(Comparator.comparing(passage::degree, order))
                .map(words)
                .orElse("");
    }

    private static void put(Map<String, Object> times, String when, @Nullable Sample sample) {
        if (sample != null) {
            times.put(when, Map.of("hit", numbers(sample.hit()), "spared", numbers(sample.spared())));
        }
    }

    private static List<Map<String, Object>> numbers(List<Leg> legs) {
        return legs.stream()
                .map(leg -> Map.<String, Object>of(
                        "bytes", leg.bytes(),
                        "millis", SlowLinksInjection.millis(leg.time()),
                        "pieces", leg.pieces()))
                .toList();
    }
}
