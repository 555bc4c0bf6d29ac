package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The image that nodes run: a base with SSH, the network's tools, the probe and the systems under test. */
final class NodeImage {

    static final BuildContext CONTEXT = BuildContext.ofResources(
            "node",
            "Dockerfile",
            "faultline-node",
            "sshd_config",
            "probe/probe.h",
            "probe/main.c",
            "probe/traffic.c",
            "probe/delay.c",
            "probe/transfer.c",
            "probe/hold.c",
            "probe/control.c",
            "clock/clock.h",
            "clock/main.c",
            "clock/target.c",
            "clock/vdso.c",
            "clock/call.c",
            "clock/family.c",
            "clock/stub.S",
            "clock/refusal",
            "disk/disk.h",
            "disk/main.c",
            "disk/operations.c",
            "disk/state.c",
            "disk/loss.c",
            "disk/damage.c",
            "disk/control.c");

    private static final Pattern ETCD_VERSION = Pattern.compile("etcd Version: (\\S+)");

    private final Machine machine;
    private final Docker docker;
    private final Path scratch;

    NodeImage(Machine machine, Docker docker, Path scratch) {
        this.machine = machine;
        this.docker = docker;
        this.scratch = scratch;
    }

    /** Returns the image's name, which changes with whatever it is made from. */
    String ensure(Steps steps, String base) {
        String image = "faultline/node:" + CONTEXT.hash(docker.idOf(base));
        return steps.provide(
                "node", () -> Optional.of(image).filter(name -> docker.id(name).isPresent()), work -> {
                    work.activity("building the node image");
                    Path folder = scratch.resolve("node");
                    CONTEXT.writeTo(folder);
                    docker.build(image, folder, List.of("--build-arg", "BASE=" + base));
                    return image;
                });
    }

    /** The version of etcd in an image; asked of the image once, then remembered by its id. */
    String etcdVersion(String image, Path cache) {
        Path remembered = cache.resolve("etcd-version-" + docker.idOf(image).replace("sha256:", ""));
        return machine.read(remembered)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> {
                    String version = askEtcdVersion(image);
                    machine.write(remembered, version + "\n");
                    return version;
                });
    }

    private String askEtcdVersion(String image) {
        Command ask = Command.of(
                        "docker", "run", "--rm", "--network", "none", "--entrypoint", "etcd", image, "--version")
                .within(Duration.ofSeconds(30));
        Result result = machine.run(ask);
        Matcher matcher = ETCD_VERSION.matcher(result.out());
        if (!result.ok() || !matcher.find()) {
            throw ProvisioningException.of("asking the node image for etcd's version", ask, result);
        }
        return matcher.group(1);
    }
}
