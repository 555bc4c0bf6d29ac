package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The image of nodes that run one system: a small layer on top of the node image, described by the resource folder
 * {@code systems/<name>} with a Dockerfile that takes the node image as {@code BASE}.
 */
final class SystemImage {

    private final Docker docker;
    private final Path scratch;

    SystemImage(Docker docker, Path scratch) {
        this.docker = docker;
        this.scratch = scratch;
    }

    /** The systems that have an image of their own. */
    static List<String> names() {
        return Resources.foldersIn("systems");
    }

    /** Returns the image's name, which changes with its folder and with the node image below it. */
    String ensure(Steps steps, String system, String node) {
        String image = nameOf(system, docker.idOf(node));
        return steps.provide(
                "node-" + system,
                () -> Optional.of(image).filter(name -> docker.id(name).isPresent()),
                work -> {
                    work.activity("installing " + system + " on top of the node image, which may take a minute");
                    Path folder = scratch.resolve("node-" + system);
                    context(system).writeTo(folder);
                    docker.build(image, folder, List.of("--build-arg", "BASE=" + node));
                    return image;
                });
    }

    static String nameOf(String system, String nodeId) {
        return "faultline/node-" + system + ":" + context(system).hash(nodeId);
    }

    private static BuildContext context(String system) {
        if (!names().contains(system)) {
            throw new IllegalArgumentException(
                    "no image for the system \"" + system + "\" (" + String.join(", ", names()) + ")");
        }
        return new BuildContext(Resources.filesBelow("systems/" + system));
    }
}
