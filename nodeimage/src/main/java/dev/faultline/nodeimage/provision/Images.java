package dev.faultline.nodeimage.provision;

import java.util.Map;

/**
 * The images that runs use.
 *
 * @param node name of the node image
 * @param toxiproxy name of Toxiproxy's image
 * @param ids image id ({@code sha256:...}) by image name, the base image included
 * @param etcdVersion version of etcd in the node image, such as {@code 3.4.23}
 * @param ryuk whether Testcontainers' reaper can be used; otherwise it must be switched off, or waits for a pull
 */
public record Images(String node, String toxiproxy, Map<String, String> ids, String etcdVersion, boolean ryuk) {

    public Images {
        ids = Map.copyOf(ids);
        if (!ids.containsKey(node) || !ids.containsKey(toxiproxy)) {
            throw new IllegalArgumentException("ids: none for " + node + " or " + toxiproxy);
        }
    }
}
