package dev.faultline.nodeimage.provision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A Docker engine that answers: found, started, or installed and started. */
final class Engine {

    private static final Path PID_FILE = Path.of("/var/run/docker.pid");
    private static final Path SYSTEMD = Path.of("/run/systemd/system");
    private static final Path LOG = Path.of("/var/log/faultline-dockerd.log");

    /** How long an engine may take until it answers, and how long until its process can be seen. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final Duration APPEARANCE = Duration.ofSeconds(3);

    private final Machine machine;
    private final Docker docker;
    private final Debian debian;

    Engine(Machine machine, Docker docker, Debian debian) {
        this.machine = machine;
        this.docker = docker;
        this.debian = debian;
    }

    /** Returns the engine's version. */
    String ensure(Steps steps) {
        return steps.provide("engine", this::version, work -> {
            refuseWhereItIsNotOurs();
            if (!installed()) {
                work.activity("installing docker.io");
                debian.install("docker.io", "iptables");
            }
            work.activity("starting the engine");
            start();
            return version().orElseThrow(() -> new ProvisioningException("the Docker engine stopped answering"));
        });
    }

    private Optional<String> version() {
        Result result = docker.version();
        return result.ok() ? Optional.of(result.text()) : Optional.empty();
    }

    /** The cases in which starting an engine here would not help, or is not possible; each with its way out. */
    private void refuseWhereItIsNotOurs() {
        Optional<String> elsewhere = machine.variable("DOCKER_HOST");
        if (elsewhere.isPresent()) {
            throw new ProvisioningException("no Docker engine answers at DOCKER_HOST=%s: start it, or unset DOCKER_HOST"
                    .formatted(elsewhere.get()));
        }
        Result answer = docker.version();
        if (answer.lastLine().contains("permission denied")) {
            throw new ProvisioningException("Docker's socket refuses this user: run `sudo usermod -aG docker $USER` and"
                    + " log in again, or run as root");
        }
        if (!machine.isRoot()) {
            throw new ProvisioningException("no Docker engine answers (%s), and only root can start one: run `%s`"
                    .formatted(answer.lastLine(), wayForUsers()));
        }
        if (!installed() && !debian.family()) {
            throw new ProvisioningException(
                    "no Docker engine is installed, and only on Debian and Ubuntu can Faultline install one, not on %s:"
                                    .formatted(debian.name())
                            + " install Docker Engine and start it (https://docs.docker.com/engine/install)");
        }
    }

    private String wayForUsers() {
        if (installed()) {
            return machine.exists(SYSTEMD) ? "sudo systemctl start docker" : "sudo ./faultline provision";
        }
        return debian.family() ? "sudo apt-get install docker.io" : "sudo ./faultline provision";
    }

    private boolean installed() {
        return machine.run(Command.of("sh", "-c", "command -v docker && command -v dockerd"))
                .ok();
    }

    private void start() {
        if (machine.exists(SYSTEMD)) {
            Command start = Command.of("systemctl", "start", "docker");
            Result result = machine.run(start);
            if (!result.ok()) {
                throw ProvisioningException.of("starting the Docker engine", start, result);
            }
        } else if (!machine.runs("dockerd")) {
            if (pidFileIsStale()) {
                machine.delete(PID_FILE);
            }
            // In a session of its own, so that it outlives this process and its terminal.
            machine.run(Command.of("sh", "-c", "setsid nohup dockerd > " + LOG + " 2>&1 < /dev/null &"));
        }
        awaitAnswer();
    }

    /** dockerd refuses to start while the file names any living process, even one that got the number by chance. */
    private boolean pidFileIsStale() {
        return machine.exists(PID_FILE) && !machine.runs("dockerd");
    }

    private void awaitAnswer() {
        long started = machine.nanos();
        while (version().isEmpty()) {
            Duration waited = Duration.ofNanos(machine.nanos() - started);
            boolean died = waited.compareTo(APPEARANCE) > 0 && !machine.exists(SYSTEMD) && !machine.runs("dockerd");
            if (died || waited.compareTo(START) > 0) {
                List<String> said = new Result(1, machine.read(LOG).orElse(""), "").lastLines(12);
                throw new ProvisioningException("the Docker engine does not start; its log is " + LOG, said);
            }
            machine.pause(Duration.ofMillis(100));
        }
    }
}
