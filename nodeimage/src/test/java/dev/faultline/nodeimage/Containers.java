package dev.faultline.nodeimage;

import dev.faultline.nodeimage.provision.Images;
import dev.faultline.nodeimage.provision.Progress;
import dev.faultline.nodeimage.provision.Provisioner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Containers of one test class on the engine's default network. A container ends by itself after two minutes and is
 * then removed by the engine, so that a test that was killed leaves nothing.
 */
final class Containers implements AutoCloseable {

    private static final String LIFETIME = "120";

    private final List<String> ids = new ArrayList<>();
    private final Images images;

    private Containers(Images images) {
        this.images = images;
    }

    /** Skips the test class, loudly, where no engine answers; with {@code -Dfaultline.docker=required} it fails there. */
    static Containers orSkip() {
        Provisioner provisioner = Provisioner.ofThisMachine();
        if (!provisioner.engineAnswers()) {
            String loud = "SKIPPED: no Docker engine answers, so the node image is not tested (./faultline provision)";
            if ("required".equals(System.getProperty("faultline.docker"))) {
                Assertions.fail("-Dfaultline.docker=required, but no Docker engine answers: run ./faultline provision");
            }
            System.err.println(loud);
            Assumptions.abort(loud);
        }
        return new Containers(provisioner.provision(Progress.silent()));
    }

    /** Starts a node without its sshd; returns the container's id. */
    String node() {
        return start(
                "--cap-add", "NET_ADMIN", "--cap-add", "SYS_PTRACE", "--entrypoint", "sleep", images.node(), LIFETIME);
    }

    /** Starts a node on which a file system can be mounted, without its sshd. */
    String nodeWithDisk() {
        return start(
                "--device",
                "/dev/fuse",
                "--cap-add",
                "SYS_ADMIN",
                "--security-opt",
                "apparmor=unconfined",
                "--entrypoint",
                "sleep",
                images.node(),
                LIFETIME);
    }

    /** Starts a node as the harness does, with these keys in its environment. */
    String nodeWithKeys(String authorizedKey, String hostKey) {
        return start(
                "--cap-add",
                "NET_ADMIN",
                "--env",
                "FAULTLINE_AUTHORIZED_KEY=" + authorizedKey,
                "--env",
                "FAULTLINE_HOST_KEY=" + hostKey,
                images.node());
    }

    /** Starts Toxiproxy in the network namespace of a node. */
    void proxyOf(String node) {
        start("--network", "container:" + node, "--user", "7474", images.toxiproxy());
    }

    private String start(String... words) {
        String id = docker(Stream.concat(Stream.of("run", "--detach", "--rm", "--init"), Arrays.stream(words))
                .toArray(String[]::new));
        ids.add(id);
        return id;
    }

    String addressOf(String container) {
        return docker("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", container);
    }

    /** Runs a shell line in a container and returns what it printed; the line must succeed. */
    String on(String container, String line) {
        return docker("exec", container, "sh", "-c", line);
    }

    /** As {@link #on}, for a line that is expected to fail: both outputs and, last, the exit code. */
    String tryOn(String container, String line) {
        return on(container, "{ " + line + "; } 2>&1; echo \"exit $?\"");
    }

    private static String docker(String... words) {
        try {
            List<String> command = new ArrayList<>(List.of("docker"));
            command.addAll(List.of(words));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exit = process.waitFor();
            if (exit != 0) {
                throw new AssertionError(command + " ended with " + exit + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new AssertionError("docker " + String.join(" ", words), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (!ids.isEmpty()) {
            docker(Stream.concat(Stream.of("rm", "--force"), ids.stream()).toArray(String[]::new));
        }
    }
}
