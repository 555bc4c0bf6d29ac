package dev.faultline.node.real;

import java.net.InetSocketAddress;

/**
 * Where something listens. The host is looked up at each connection anew, since it may move.
 *
 * @param port 1 to 65535
 */
record Address(String host, int port) {
    Address {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("must be host:port with a port from 1 to 65535");
        }
    }

    /**
     * @param text {@code host:port}
     * @throws IllegalArgumentException when it is not
     */
    static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("must be host:port but is " + text);
        }
        try {
            return new Address(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be host:port but is " + text, e);
        }
    }

    InetSocketAddress unresolved() {
        return InetSocketAddress.createUnresolved(host, port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
