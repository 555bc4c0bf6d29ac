package dev.faultline.cli;

import dev.faultline.docker.DockerSource;
import dev.faultline.harness.run.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code faultline provision}: an engine that answers, and the images. */
@Command(
        name = "provision",
        description =
                "Makes this machine ready: a Docker engine that answers, and the images. Does only what is missing.",
        mixinStandardHelpOptions = true)
final class ProvisionCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        DockerSource.images(new Console(System.out));
        return ExitCode.VALID;
    }
}
