package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** The Debian that the node image stands on: the public image, or one made on this machine from Debian's packages. */
final class BaseImage {

    private static final String PUBLIC = "debian:bookworm-slim";
    private static final String RELEASE = "bookworm";

    private final Machine machine;
    private final Docker docker;
    private final Debian debian;
    private final Path scratch;

    BaseImage(Machine machine, Docker docker, Debian debian, Path scratch) {
        this.machine = machine;
        this.docker = docker;
        this.debian = debian;
        this.scratch = scratch;
    }

    /** Returns the image's name. */
    String ensure(Steps steps) {
        return steps.provide("base", this::find, work -> {
            work.activity("pulling " + PUBLIC);
            if (docker.pull(PUBLIC)) {
                return PUBLIC;
            }
            if (!machine.run(Command.of("mmdebstrap", "--version")).ok()) {
                installMmdebstrap(work);
            }
            work.activity("making a Debian base image");
            return make();
        });
    }

    private Optional<String> find() {
        return Optional.of(PUBLIC)
                .filter(image -> docker.id(image).isPresent())
                .or(() -> Optional.of(ours()).filter(image -> docker.id(image).isPresent()));
    }

    private void installMmdebstrap(Steps.Work work) {
        if (!debian.installs()) {
            throw new ProvisioningException(PUBLIC + " cannot be pulled, and there is no mmdebstrap to make it with: "
                    + (debian.family()
                            ? "run `sudo apt-get install mmdebstrap debian-archive-keyring`"
                            : "run `docker load` with an image of that name"));
        }
        work.activity("installing mmdebstrap");
        debian.install("mmdebstrap", "debian-archive-keyring");
    }

    private static Command recipe(String target) {
        return Command.of(
                        "mmdebstrap",
                        "--variant=minbase",
                        "--include=ca-certificates",
                        "--dpkgopt=path-exclude=/usr/share/man/*",
                        "--dpkgopt=path-exclude=/usr/share/doc/*",
                        "--dpkgopt=path-exclude=/usr/share/locale/*",
                        RELEASE,
                        target)
                .within(Duration.ofMinutes(15));
    }

    /** Named after its recipe: two machines that make it on different days get different packages under one name. */
    static String ours() {
        return "faultline/base:"
                + new BuildContext(new TreeMap<>()).hash(recipe("").toString());
    }

    private String make() {
        Path tar = scratch.resolve("base.tar");
        try {
            Command make = recipe(tar.toString());
            Result made = machine.run(make);
            if (!made.ok()) {
                throw ProvisioningException.of("making a Debian base image", make, made);
            }
            Command load = Command.of("docker", "import", "--change", "CMD [\"bash\"]", tar.toString(), ours())
                    .within(Duration.ofMinutes(5));
            Result loaded = machine.run(load);
            if (!loaded.ok()) {
                throw ProvisioningException.of("importing the Debian base image", load, loaded);
            }
            return ours();
        } finally {
            machine.delete(tar);
        }
    }
}
