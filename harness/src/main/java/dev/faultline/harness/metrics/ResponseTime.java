package dev.faultline.harness.metrics;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.NodeMetric;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.system.SystemUnderTest;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** How long a node takes to say that it serves, or how long it was asked in vain: for etcd, a request on the client link. */
final class ResponseTime implements Runnable {
    private final Node node;
    private final SystemUnderTest system;
    private final JsonLines out;
    private final LongSupplier now;

    ResponseTime(Node node, SystemUnderTest system, JsonLines out, LongSupplier now) {
        this.node = node;
        this.system = system;
        this.out = out;
        this.now = now;
    }

    @Override
    public void run() {
        long asked = now.getAsLong();
        boolean ready = system.ready(node);
        double millis = Math.round((now.getAsLong() - asked) / 1e3) / 1e3;
        NodeMetric metric = ready ? NodeMetric.RESPONSE : NodeMetric.NO_ANSWER;
        out.append(List.of(new NodeSample(asked, node.name(), Map.of(metric.key(), millis))));
    }
}
