package dev.faultline.harness.cluster;

import java.util.List;

/**
 * The TCP ports of a system: what the proxies carry.
 *
 * @param client ports that clients dial
 * @param peer ports that nodes dial on one another
 */
public record Ports(List<Integer> client, List<Integer> peer) {
    public Ports {
        client = List.copyOf(client);
        peer = List.copyOf(peer);
    }

    public static Ports client(Integer... ports) {
        return new Ports(List.of(ports), List.of());
    }

    public Ports peer(Integer... ports) {
        return new Ports(client, List.of(ports));
    }
}
