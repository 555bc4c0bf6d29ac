package dev.faultline.nodeimage.provision;

import java.util.Map;
import java.util.Optional;

/**
 * The images that runs use.
 *
 * @param node name of the node image
 * @param systems names of the images with one system on top of the node image, by system; those that were asked for
 * @param toxiproxy name of Toxiproxy's image
 * @param ids image id ({@code sha256:...}) by image name, the base image included
 * @param etcdVersion version of etcd in the node image, such as {@code 3.4.23}
 * @param ryuk whether Testcontainers' reaper can be used; otherwise it must be switched off, or waits for a pull
 */
public record Images(
        String node,
        Map<String, String> systems,
        String toxiproxy,
        Map<String, String> ids,
        String etcdVersion,
        boolean ryuk) {

    public Images {
        systems = Map.copyOf(systems);
        ids = Map.copyOf(ids);
        if (!ids.containsKey(node)
                || !ids.containsKey(toxiproxy)
                || !ids.keySet().containsAll(systems.values())) {
            throw new IllegalArgumentException("ids: none for one of " + node + " " + toxiproxy + " " + systems);
        }
    }

    /**
     * What nodes run.
     *
     * @param system whose image on top of the node image is meant; empty for the node image itself
     * @throws IllegalArgumentException when the image of that system was not asked for
     */
    public String node(Optional<String> system) {
        if (system.isEmpty()) {
            return node;
        }
        String image = systems.get(system.get());
        if (image == null) {
            throw new IllegalArgumentException("system: no image for " + system.get() + " was provided");
        }
        return image;
    }
}
