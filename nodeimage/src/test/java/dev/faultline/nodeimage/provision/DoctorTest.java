package dev.faultline.nodeimage.provision;

import static dev.faultline.nodeimage.provision.ScriptedMachine.fails;
import static dev.faultline.nodeimage.provision.ScriptedMachine.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.nodeimage.provision.Finding.State;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {

    private final ScriptedMachine machine = new ScriptedMachine()
            .on("mvn --version", says("Apache Maven 3.8.7\nMaven home: /usr/share/maven\n"))
            .on("go version", says("go version go1.26.8 linux/amd64\n"))
            .on("docker --version", says("Docker version 28.2.2, build e6534b4\n"))
            .on("docker version", says("20.10.24\n"))
            .on("docker manifest", says("{}"))
            .on("docker image ls --format {{.Repository}}:{{.Tag}} faultline/node", says("faultline/node:0123\n"))
            .on("docker image ls --format {{.Repository}}:{{.Tag}} ghcr.io", says(""))
            .on(
                    "docker image ls --format {{.Repository}}:{{.Tag}} faultline/toxiproxy",
                    says("faultline/toxiproxy:1\n"))
            .on("docker run", says("iptables v1.8.9 (nf_tables)\n"))
            .on("docker ps", says(""))
            .on("docker network", says(""));

    DoctorTest() {
        machine.files.put(Path.of("/proc/meminfo"), "MemTotal:       25000000 kB\nMemAvailable:   8000000 kB\n");
        machine.files.put(Path.of("/dev/fuse"), "");
        machine.files.put(Path.of(System.getProperty("java.home"), "bin", "javac"), "");
    }

    private Finding found(String name) {
        return new Doctor(machine)
                .examine().stream()
                        .filter(finding -> finding.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void a_healthy_machine_has_nothing_but_good_findings() {
        List<Finding> findings = new Doctor(machine).examine();

        assertThat(findings).extracting(Finding::state).containsOnly(State.OK);
        assertThat(findings)
                .extracting(Finding::name)
                .containsExactly(
                        "os",
                        "user",
                        "java",
                        "maven",
                        "go",
                        "memory",
                        "disk",
                        "fuse",
                        "docker",
                        "engine",
                        "registry",
                        "node image",
                        "toxiproxy",
                        "iptables",
                        "netem",
                        "leftovers");
    }

    @Test
    void without_an_engine_the_findings_end_with_that() {
        machine.on("docker version", fails("Cannot connect to the Docker daemon"));

        List<Finding> findings = new Doctor(machine).examine();

        assertThat(findings.get(findings.size() - 1))
                .isEqualTo(
                        Finding.missing("engine", "Cannot connect to the Docker daemon", "run ./faultline provision"));
    }

    @Test
    void an_old_maven_is_seen_by_number_not_by_letters() {
        machine.on("mvn --version", says("Apache Maven 3.6.3\n"));
        assertThat(found("maven").state()).isEqualTo(State.WARNING);

        machine.on("mvn --version", says("Apache Maven 3.10.1\n"));
        assertThat(found("maven").state()).isEqualTo(State.OK);
    }

    @Test
    void little_room_is_shown_with_what_is_wanted() {
        machine.freeBytes = (3L << 29);
        assertThat(found("disk"))
                .isEqualTo(Finding.warning("disk", "1.5 GiB free", "five nodes and their images want 3 GiB"));
    }

    @Test
    void iptables_that_do_not_work_in_a_container_are_in_the_way() {
        machine.on("docker run", fails("iptables: No chain/target/match by that name.\n"));
        assertThat(found("iptables").state()).isEqualTo(State.MISSING);
        assertThat(found("iptables").seen()).isEqualTo("iptables: No chain/target/match by that name.");
    }

    @Test
    void a_kernel_without_netem_is_told_and_in_nobodys_way() {
        machine.on("docker run", fails("Error: Specified qdisc kind is unknown.\n"));
        assertThat(found("netem"))
                .isEqualTo(Finding.ok(
                        "netem",
                        "the kernel lacks sch_netem (Error: Specified qdisc kind is unknown.); no fault needs it"));
    }

    @Test
    void iptables_are_not_tried_without_the_node_image() {
        machine.on("docker image ls --format {{.Repository}}:{{.Tag}} faultline/node", says(""));
        assertThat(found("node image").advice()).isEqualTo("run ./faultline provision");
        assertThat(found("iptables").state()).isEqualTo(State.WARNING);
        assertThat(machine.lines()).noneMatch(line -> line.startsWith("docker run"));
    }

    @Test
    void leftover_containers_and_networks_are_named() {
        machine.on("docker ps", says("faultline-n1\nfaultline-n2\n")).on("docker network", says("faultline-net\n"));
        assertThat(found("leftovers").seen()).isEqualTo("faultline-n1 faultline-n2 faultline-net");
    }
}
