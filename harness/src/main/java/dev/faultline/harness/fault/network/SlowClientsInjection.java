package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Network;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Slow client links in force, proved by one-way times on connections from the clients' host through the same proxies. */
final class SlowClientsInjection implements Injection {
    private final Field field;
    private final Network network;
    private final SlowClients slow;
    private final Map<String, Delay> before;
    private final Map<String, Delay> during;
    private final long from;
    private long to;

    SlowClientsInjection(Field field, SlowClients slow) {
        this.field = field;
        this.network = field.cluster().network();
        this.slow = slow;
        this.before = measure();
        network.slowClients(slow.targets(), slow.latency(), slow.jitter());
        this.during = measure();
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        measure().forEach((node, delay) -> during.merge(node, delay, SlowClientsInjection::less));
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        network.unslowClients(slow.targets());
    }

    @Override
    public Evidence evidence() {
        Map<String, Delay> after = measure();
        Duration late = slow.latency().minus(slow.jitter()).multipliedBy(9).dividedBy(10);
        boolean proved = during.values().stream().allMatch(d -> least(d).compareTo(late) >= 0)
                && before.values().stream().allMatch(d -> most(d).compareTo(late) < 0)
                && after.values().stream().allMatch(d -> most(d).compareTo(late) < 0);
        Map<String, Object> numbers = new TreeMap<>();
        numbers.put("before", numbers(before));
        numbers.put("during", numbers(during));
        numbers.put("after", numbers(after));
        String summary = "to the node and back took at least " + range(during) + " ms each way; before it "
                + range(before) + " ms, after it " + range(after) + " ms";
        return new Evidence(proved, from, to, "one-way times through the client link's proxies", summary, numbers);
    }

    private Map<String, Delay> measure() {
        List<String> nodes = List.copyOf(slow.targets());
        List<Delay> measured = field.cluster().map(nodes, network::clientDelay);
        Map<String, Delay> delays = new TreeMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            delays.put(nodes.get(i), measured.get(i));
        }
        return delays;
    }

    private static Delay less(Delay a, Delay b) {
        return least(a).compareTo(least(b)) <= 0 ? a : b;
    }

    private static Duration least(Delay delay) {
        return delay.there().compareTo(delay.back()) < 0 ? delay.there() : delay.back();
    }

    private static Duration most(Delay delay) {
        return delay.there().compareTo(delay.back()) > 0 ? delay.there() : delay.back();
    }

    private static String range(Map<String, Delay> delays) {
        List<Double> all = delays.values().stream()
                .map(SlowClientsInjection::least)
                .map(SlowLinksInjection::millis)
                .sorted()
                .toList();
        return all.isEmpty() ? "-" : all.get(0).toString();
    }

    private static Map<String, Object> numbers(Map<String, Delay> delays) {
        Map<String, Object> numbers = new TreeMap<>();
        delays.forEach((node, delay) -> numbers.put(
                node,
                Map.of(
                        "thereMillis", SlowLinksInjection.millis(delay.there()),
                        "backMillis", SlowLinksInjection.millis(delay.back()))));
        return numbers;
    }
}
