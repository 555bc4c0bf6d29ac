package dev.faultline.cli;

import dev.faultline.docker.DockerSource;
import dev.faultline.harness.option.Words;
import dev.faultline.harness.run.Console;
import dev.faultline.nodeimage.provision.Provisioner;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faultline provision}: an engine that answers, and the images. */
@Command(
        name = "provision",
        description = {
            "Makes this machine ready: a Docker engine that answers, and the images. Does only what is missing.",
            "Systems with an image of their own have it built on first use, or here ahead of it."
        },
        mixinStandardHelpOptions = true)
final class ProvisionCommand implements Callable<Integer> {

    @Option(
            names = "--system",
            split = ",",
            paramLabel = "NAME",
            description = "The images of these systems as well, by comma.")
    List<String> systems = List.of();

    @Option(names = "--all", description = "The images of all systems as well.")
    boolean all;

    @Override
    public Integer call() {
        Set<String> images = new TreeSet<>(all ? Provisioner.systems() : List.of());
        for (String name : systems) {
            Words.lookUp("--system", "system", name, Catalogue.SYSTEMS).image().ifPresent(images::add);
        }
        DockerSource.images(images, new Console(System.out));
        return ExitCode.VALID;
    }
}
