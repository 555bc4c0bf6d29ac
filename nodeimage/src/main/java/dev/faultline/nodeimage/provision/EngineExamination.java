package dev.faultline.nodeimage.provision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The doctor's look at the Docker engine, at what it holds, and at what containers may do. */
final class EngineExamination {

    /** The rules that faults and proxies are made of, tried on addresses that lead nowhere. */
    private static final String RULES = String.join(
            " && ",
            "iptables -w -t mangle -A OUTPUT -d 192.0.2.1 -j DROP",
            "iptables -w -A INPUT -s 192.0.2.1 -j DROP",
            "iptables -w -t nat -A OUTPUT -p tcp -d 192.0.2.1 -m owner ! --uid-owner 7474 -j REDIRECT --to-ports 1",
            "iptables -w -A INPUT -s 192.0.2.1 -m statistic --mode random --probability 0.5 -j DROP",
            "iptables --version");

    /** A queueing discipline of a container's own loopback, gone with it. */
    private static final String NETEM = "tc qdisc add dev lo root netem delay 1ms && tc qdisc show dev lo";

    private final Machine machine;
    private final Docker docker;
    private final Result version;

    EngineExamination(Machine machine) {
        this.machine = machine;
        this.docker = new Docker(machine);
        this.version = docker.version();
    }

    boolean answers() {
        return version.ok();
    }

    List<Finding> reachability() {
        return List.of(client(), engine());
    }

    private Finding client() {
        Result result = machine.run(Command.of("docker", "--version"));
        return result.ok()
                ? Finding.ok("docker", result.text())
                : Finding.missing("docker", result.lastLine(), "run ./faultline provision");
    }

    private Finding engine() {
        return answers()
                ? Finding.ok("engine", version.text())
                : Finding.missing("engine", version.lastLine(), "run ./faultline provision");
    }

    List<Finding> contents() {
        List<Finding> findings = new ArrayList<>();
        findings.add(registry());
        Optional<String> node = newest("faultline/node");
        findings.add(image("node image", node));
        findings.add(image("toxiproxy", newest("ghcr.io/shopify/toxiproxy").or(() -> newest("faultline/toxiproxy"))));
        findings.add(node.map(this::iptables)
                .orElseGet(() -> Finding.warning("iptables", "not tried", "needs the node image")));
        findings.add(
                node.map(this::netem).orElseGet(() -> Finding.warning("netem", "not tried", "needs the node image")));
        findings.add(leftovers());
        return findings;
    }

    private Finding registry() {
        Result result = machine.run(Command.of("docker", "manifest", "inspect", "debian:bookworm-slim")
                .within(Duration.ofSeconds(8)));
        return result.ok()
                ? Finding.ok("registry", "docker.io answers")
                : Finding.warning(
                        "registry", result.lastLine(), "nothing to do: images are made here, which takes longer once");
    }

    private Optional<String> newest(String repository) {
        Result result =
                machine.run(Command.of("docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}", repository));
        return result.out().lines().findFirst();
    }

    private static Finding image(String name, Optional<String> image) {
        return image.map(there -> Finding.ok(name, there))
                .orElseGet(() -> Finding.warning(name, "not there", "run ./faultline provision"));
    }

    private Finding iptables(String node) {
        Result result = inContainer(node, RULES);
        return result.ok()
                ? Finding.ok("iptables", result.text() + " in a container: drop, redirect, statistic")
                : Finding.missing(
                        "iptables",
                        result.lastLine(),
                        "the kernel lacks what faults need: load nf_tables, nf_nat, xt_owner");
    }

    /** Nothing here needs it: what is late or lost is made so by proxies and by iptables. */
    private Finding netem(String node) {
        Result result = inContainer(node, NETEM);
        return result.ok()
                ? Finding.ok(
                        "netem", "the kernel has sch_netem: packets can be duplicated and reordered by hand with tc")
                : Finding.ok("netem", "the kernel lacks sch_netem (" + result.lastLine() + "); no fault needs it");
    }

    private Result inContainer(String node, String script) {
        return machine.run(Command.of(
                        "docker",
                        "run",
                        "--rm",
                        "--network",
                        "none",
                        "--cap-add",
                        "NET_ADMIN",
                        "--entrypoint",
                        "sh",
                        node,
                        "-c",
                        script)
                .within(Duration.ofSeconds(20)));
    }

    private Finding leftovers() {
        List<String> names = Stream.concat(
                        labelled("ps", "--all", "{{.Names}}"), labelled("network", "ls", "{{.Name}}"))
                .toList();
        return names.isEmpty()
                ? Finding.ok("leftovers", "none")
                : Finding.warning(
                        "leftovers",
                        String.join(" ", names),
                        "of a run that goes on, or died: the next run removes those of dead ones");
    }

    private Stream<String> labelled(String noun, String option, String format) {
        return machine.run(
                        Command.of("docker", noun, option, "--filter", "label=dev.faultline.owner", "--format", format))
                .out()
                .lines();
    }
}
