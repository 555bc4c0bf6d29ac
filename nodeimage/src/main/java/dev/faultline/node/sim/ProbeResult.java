package dev.faultline.node.sim;

import java.util.Optional;

/**
 * What became of a probe.
 *
 * @param drop why it did not arrive; empty when it did
 * @param latencyNanos from leaving to arriving; 0 when it did not arrive
 */
public record ProbeResult(int from, int to, Optional<Drop> drop, long latencyNanos) {
    public boolean arrived() {
        return drop.isEmpty();
    }
}
