package dev.faultline.harness.metrics;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.store.JsonLines;
import dev.faultline.harness.store.NodeSample;
import dev.faultline.harness.system.SystemUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few samples of one node by one command each time: no command a sample, and little is lost with a connection. Commands go where
 * no fault cuts, and a paused or killed system leaves the node's shell alone.
 */
final class NodeSampler implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeSampler.class);
    private static final int SAMPLES = 4;
    /** Each sample is a second and, on a slow disk, its looks' own limits. */
    private static final Duration PATIENCE = Duration.ofSeconds(6L * SAMPLES);

    private final Node node;
    private final SystemUnderTest system;
    private final JsonLines out;
    private final long origin;
    private @Nullable Reading last;

    NodeSampler(Node node, SystemUnderTest system, JsonLines out, long origin) {
        this.node = node;
        this.system = system;
        this.out = out;
        this.origin = origin;
    }

    @Override
    public void run() {
        long process = system.process(node).map(SystemUnderTest.Process::pid).orElse(0L);
        Shell.Result result = node.shell().exec(PATIENCE, List.of("sh", "-c", SampleScript.of(SAMPLES, process)));
        List<NodeSample> samples = new ArrayList<>();
        for (Reading reading : SampleScript.parse(result.out(), process)) {
            samples.add(new NodeSample(reading.nanos() - origin, node.name(), reading.since(last)));
            last = reading;
        }
        if (samples.isEmpty()) {
            // Thrown, so that a node without the probe is not asked again at once.
            throw new ShellException(node + ": no sample: " + result.err().strip(), null);
        }
        out.append(samples);
    }

    /** Ends the loop that runs on the node, at its next turn. */
    static void end(Shell shell) {
        try {
            shell.exec("touch", SampleScript.OVER);
        } catch (ShellException e) {
            LOG.info("the loop that samples a node ends by itself a little later", e);
        }
    }
}
