package dev.faultline.harness.cluster;

/**
 * A host of the cluster.
 *
 * @param name short and unique, {@code n1}
 * @param address the one address at which peers and clients reach it
 * @param shell runs commands on it, whatever is done to its network
 */
public record Node(String name, String address, Shell shell) {

    /** {@code http://address:port}. */
    public String url(int port) {
        return "http://" + address + ":" + port;
    }

    @Override
    public String toString() {
        return name;
    }
}
