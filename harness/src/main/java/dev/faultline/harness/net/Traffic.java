package dev.faultline.harness.net;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbered datagrams over a stretch of time, per directed link.
 *
 * @param links what was sent and what of it arrived
 */
public record Traffic(Map<Link, Count> links) {
    public Traffic {
        links = Collections.unmodifiableMap(new TreeMap<>(links));
    }

    /** How many of the datagrams that were {@code sent} on a link {@code arrived}. */
    public record Count(long sent, long arrived) {
        public Count plus(Count other) {
            return new Count(sent + other.sent, arrived + other.arrived);
        }

        @Override
        public String toString() {
            return arrived + " of " + sent;
        }
    }

    public Count on(Link link) {
        return links.getOrDefault(link, new Count(0, 0));
    }
}
