package dev.faultline.harness.fault.process;

import static dev.faultline.harness.fault.process.Throttling.LULL;

import dev.faultline.harness.cluster.AllAtOnce;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Nodes short of processor time, proved by what the kernel counts: how often and how long their processes were held back. */
final class CpuPressureInjection implements Injection {
    private final Field field;
    private final CpuPressure pressure;
    private final List<Node> nodes;
    private final Map<String, Throttling> seen = new TreeMap<>();
    private final long from;
    private long to;

    CpuPressureInjection(Field field, CpuPressure pressure) {
        this.field = field;
        this.pressure = pressure;
        this.nodes = pressure.targets().stream().map(field.cluster()::node).toList();
        nodes.forEach(node -> seen.put(node.name(), new Throttling(field, node)));
        AllAtOnce.each(nodes, node -> field.cluster().resources().limitCores(node, pressure.percent() / 100.0));
        seen.values().forEach(Throttling::begins);
        this.from = field.clock().nanos();
    }

    @Override
    public void observe() {
        seen.values().forEach(Throttling::ends);
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        AllAtOnce.each(nodes, field.cluster().resources()::unlimit);
    }

    @Override
    public Evidence evidence() {
        AllAtOnce.each(List.copyOf(seen.values()), Throttling::afterwards);
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        seen.forEach((name, throttling) -> {
            numbers.put(name, throttling.numbers());
            parts.add(name + " " + throttling.summary());
        });
        return new Evidence(
                seen.values().stream().allMatch(throttling -> throttling.shows(pressure.percent())),
                from,
                to,
                "processor time used and withheld, as the kernel counts it, before, during and for " + LULL.toMillis()
                        + " ms after",
                String.join("; ", parts),
                numbers);
    }
}
