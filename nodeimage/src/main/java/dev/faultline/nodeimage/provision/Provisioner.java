package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings a machine to where runs in containers can start: an engine that answers, and the images. Whatever is there
 * already is used; where nothing can be pulled, images are made from Debian's packages and from source.
 */
public final class Provisioner {

    /** The reaper of the Testcontainers release that the harness uses. */
    private static final String RYUK = "testcontainers/ryuk:0.14.0";

    private static final String WITHOUT_RYUK = "not available; leftovers are swept by label";

    private final Machine machine;
    private final CacheFolder cache;

    Provisioner(Machine machine, CacheFolder cache) {
        this.machine = machine;
        this.cache = cache;
    }

    /** For this machine, with a cache folder in the user's home. */
    public static Provisioner ofThisMachine() {
        Machine machine = new LocalMachine();
        return new Provisioner(machine, CacheFolder.ofUser(machine));
    }

    /** The systems that have an image of their own, on top of the node image. */
    public static List<String> systems() {
        return SystemImage.names();
    }

    /** As {@link #provision(Progress, Collection)}, without the image of any system. */
    public Images provision(Progress progress) {
        return provision(progress, List.of());
    }

    /**
     * Provides all that is missing. Waits while another process of this user does the same.
     *
     * @param systems whose images on top of the node image are needed as well
     * @throws ProvisioningException if something is missing that cannot be provided; its message says what to do
     */
    public Images provision(Progress progress, Collection<String> systems) {
        return cache.locked(
                () -> progress.working("lock", "waiting for another process that provisions"),
                () -> cache.withScratch(scratch -> provide(new Steps(machine, progress), scratch, systems)));
    }

    /** Whether a Docker engine answers now; starts nothing. */
    public boolean engineAnswers() {
        return new Docker(machine).version().ok();
    }

    private Images provide(Steps steps, Path scratch, Collection<String> systems) {
        Docker docker = new Docker(machine);
        Debian debian = new Debian(machine);
        NodeImage nodeImage = new NodeImage(machine, docker, scratch);

        new Engine(machine, docker, debian).ensure(steps);
        String base = new BaseImage(machine, docker, debian, scratch).ensure(steps);
        String node = nodeImage.ensure(steps, base);
        Map<String, String> ofSystems = new LinkedHashMap<>();
        for (String system : systems) {
            ofSystems.put(system, new SystemImage(docker, scratch).ensure(steps, system, node));
        }
        String toxiproxy = new ToxiproxyImage(machine, docker, scratch).ensure(steps);
        boolean ryuk = ryuk(steps, docker, base);

        Map<String, String> ids = new LinkedHashMap<>();
        Stream.concat(Stream.of(base, node, toxiproxy), ofSystems.values().stream())
                .forEach(image -> ids.put(image, docker.idOf(image)));
        return new Images(node, ofSystems, toxiproxy, ids, nodeImage.etcdVersion(node, cache.path()), ryuk);
    }

    /**
     * Ryuk is a convenience, so it is pulled only where the base image was: a registry that never answered would cost
     * every run its time-out.
     */
    private static boolean ryuk(Steps steps, Docker docker, String base) {
        String detail = steps.provide(
                "ryuk",
                () -> docker.id(RYUK).isPresent()
                        ? Optional.of(RYUK)
                        : Optional.of(WITHOUT_RYUK).filter(absent -> base.equals(BaseImage.ours())),
                work -> docker.pull(RYUK) ? RYUK : WITHOUT_RYUK);
        return detail.equals(RYUK);
    }
}
