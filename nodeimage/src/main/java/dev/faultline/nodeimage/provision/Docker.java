package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The engine, through its command-line client. */
final class Docker {

    private static final Duration FIRST_WORD_OF_A_REGISTRY = Duration.ofSeconds(15);

    private final Machine machine;
    private final Set<String> silentRegistries = new HashSet<>();

    Docker(Machine machine) {
        this.machine = machine;
    }

    Result run(Command command) {
        return machine.run(command);
    }

    /** Asks the engine, not the client, for its version. */
    Result version() {
        return run(Command.of("docker", "version", "--format", "{{.Server.Version}}")
                .within(Duration.ofSeconds(10)));
    }

    /** The id of an image that is there. */
    Optional<String> id(String image) {
        Result result = run(Command.of("docker", "image", "inspect", "--format", "{{.Id}}", image));
        return result.ok() ? Optional.of(result.text()) : Optional.empty();
    }

    /** As {@link #id}, where the image was just made or seen. */
    String idOf(String image) {
        return id(image).orElseThrow(() -> new ProvisioningException("the image " + image + " has vanished"));
    }

    /**
     * Pulls an image. A registry that did not answer once is not asked again: it would cost the same wait every time.
     *
     * @return whether the image is there now
     */
    boolean pull(String image) {
        String registry = registryOf(image);
        if (silentRegistries.contains(registry)) {
            return false;
        }
        Result result = run(Command.of("docker", "pull", image)
                .within(Duration.ofMinutes(15))
                .speakingWithin(FIRST_WORD_OF_A_REGISTRY));
        if (!result.ok()) {
            silentRegistries.add(registry);
        }
        return result.ok();
    }

    /** The registry that an image's name points to: its first part, if that can be a host, else Docker Hub. */
    static String registryOf(String image) {
        int slash = image.indexOf('/');
        String first = slash < 0 ? "" : image.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host ? first : "docker.io";
    }

    /** Builds a context folder with the classic builder, which every engine has: BuildKit needs a plugin in some. */
    void build(String image, Path context, List<String> arguments) {
        List<String> words = Stream.of(
                        Stream.of("docker", "build", "--tag", image), arguments.stream(), Stream.of(context.toString()))
                .flatMap(s -> s)
                .toList();
        Command command = Command.of(words.toArray(String[]::new)).within(Duration.ofMinutes(20));
        if (machine.variable("DOCKER_BUILDKIT").isEmpty()) {
            command = command.with("DOCKER_BUILDKIT", "0");
        }
        Result result = run(command);
        if (!result.ok()) {
            throw ProvisioningException.of("building " + image, command, result);
        }
    }
}
