package dev.faultline.harness.cluster.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Ports;
import dev.faultline.harness.cluster.Provider;
import dev.faultline.harness.cluster.ProviderException;
import dev.faultline.harness.time.Clock;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes clusters of containers on this machine's Docker engine. Container addresses must be reachable: a Linux engine. */
public final class DockerProvider implements Provider {
    private static final Path FUSE = Path.of("/dev/fuse");

    private final Images images;
    private final boolean ryuk;
    private final Clock clock;
    private final boolean disks;

    /**
     * Nothing is asked of the engine yet.
     *
     * @param ryuk whether Testcontainers' Ryuk removes what this JVM leaves when it is killed; its image must be there. Without it
     *     the {@link Sweep} of the next start does
     */
    public DockerProvider(Images images, boolean ryuk, Clock clock) {
        this(images, ryuk, clock, false);
    }

    private DockerProvider(Images images, boolean ryuk, Clock clock, boolean disks) {
        this.images = images;
        this.ryuk = ryuk;
        this.clock = clock;
        this.disks = disks;
    }

    @Override
    public Provider withFailingDisks() {
        if (!Files.exists(FUSE)) {
            throw new ProviderException(
                    "no " + FUSE + " on this machine: load the kernel module fuse, or leave out disk faults", null);
        }
        return new DockerProvider(images, ryuk, clock, true);
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Cluster provide(String run, int nodes, Ports ports) {
        return provideFor(Owner.current(), run, nodes, ports);
    }

    Cluster provideFor(Owner owner, String run, int nodes, Ports ports) {
        if (nodes < 1) {
            throw new IllegalArgumentException("nodes must be at least 1, not " + nodes);
        }
        DockerClient client = Engine.client();
        requireImage(client, images.node());
        requireImage(client, images.toxiproxy());
        if (ryuk) {
            Engine.protect(owner);
        }
        Containers containers = new Containers(client, images, owner, run, disks);
        try {
            return DockerCluster.of(containers, nodes, ports, clock);
        } catch (RuntimeException e) {
            throw cleanedUp(containers, e);
        }
    }

    private static void requireImage(DockerClient client, String image) {
        try {
            client.inspectImageCmd(image).exec();
        } catch (NotFoundException e) {
            throw new ProviderException("image " + image + " is not there: provision first", e);
        }
    }

    private static ProviderException cleanedUp(Containers containers, RuntimeException cause) {
        ProviderException failure = new ProviderException("no cluster: " + firstLine(cause), cause);
        try {
            containers.close();
        } catch (ProviderException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
