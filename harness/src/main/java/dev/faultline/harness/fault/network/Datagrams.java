package dev.faultline.harness.fault.network;

import dev.faultline.harness.net.Link;
import dev.faultline.harness.net.Links;
import dev.faultline.harness.net.Traffic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Numbered datagrams as evidence shows them. */
final class Datagrams {
    private Datagrams() {}

    static Traffic.Count total(Traffic traffic, Set<Link> links) {
        return links.stream().map(traffic::on).reduce(new Traffic.Count(0, 0), Traffic.Count::plus);
    }

    /** For every directed link, arrived and sent before, during and after. */
    static Map<String, Object> matrix(Collection<String> nodes, Traffic before, Traffic during, Traffic after) {
        Map<String, Object> rows = new TreeMap<>();
        for (Link link : Links.all(nodes)) {
            rows.put(
                    link.toString(),
                    Map.of("before", pair(before, link), "during", pair(during, link), "after", pair(after, link)));
        }
        return rows;
    }

    private static List<Long> pair(Traffic traffic, Link link) {
        return List.of(traffic.on(link).arrived(), traffic.on(link).sent());
    }
}
