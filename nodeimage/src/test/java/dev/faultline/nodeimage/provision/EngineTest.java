package dev.faultline.nodeimage.provision;

import static dev.faultline.nodeimage.provision.ScriptedMachine.fails;
import static dev.faultline.nodeimage.provision.ScriptedMachine.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static final Path PID_FILE = Path.of("/var/run/docker.pid");
    private static final Path SYSTEMD = Path.of("/run/systemd/system");
    private static final String INSTALLED = "sh -c command -v docker && command -v dockerd";
    private static final String START = "sh -c setsid nohup dockerd";
    private static final Result NO_DAEMON = fails("Cannot connect to the Docker daemon. Is the docker daemon running?");

    private final ScriptedMachine machine = new ScriptedMachine();
    private final List<Step> steps = new ArrayList<>();

    private String ensure() {
        return new Engine(machine, new Docker(machine), new Debian(machine)).ensure(new Steps(machine, steps::add));
    }

    /** No engine answers until {@code start} has been run. */
    private void answersOnceStartedBy(String start) {
        machine.on("docker version", NO_DAEMON).on(start, () -> {
            machine.programs.add("dockerd");
            machine.on("docker version", says("20.10.24\n"));
            return says("");
        });
    }

    @Test
    void an_engine_that_answers_is_left_alone() {
        machine.on("docker version", says("28.2.2\n"));

        assertThat(ensure()).isEqualTo("28.2.2");
        assertThat(machine.commands).hasSize(1);
        assertThat(steps).containsExactly(new Step("engine", "28.2.2", true, 0));
    }

    @Test
    void an_installed_engine_is_started_without_systemd() {
        answersOnceStartedBy(START);
        machine.on(INSTALLED, says("/usr/bin/docker\n"));

        assertThat(ensure()).isEqualTo("20.10.24");
        assertThat(machine.lines()).noneMatch(line -> line.startsWith("apt-get"));
        assertThat(steps)
                .singleElement()
                .satisfies(step -> assertThat(step.cached()).isFalse());
    }

    @Test
    void systemd_starts_the_engine_where_it_is_in_charge() {
        machine.files.put(SYSTEMD, "");
        answersOnceStartedBy("systemctl start docker");
        machine.on(INSTALLED, says("/usr/bin/docker\n"));

        assertThat(ensure()).isEqualTo("20.10.24");
        assertThat(machine.lines()).noneMatch(line -> line.startsWith(START));
    }

    @Test
    void root_on_debian_gets_an_engine_installed_although_a_package_source_is_silent() {
        machine.on("apt-get -q -o DPkg::Lock::Timeout=120 update", fails("E: some source does not answer"))
                .on("apt-get -q -o DPkg::Lock::Timeout=120 install", says(""))
                .on(INSTALLED, fails(""));
        answersOnceStartedBy(START);

        assertThat(ensure()).isEqualTo("20.10.24");
        assertThat(machine.commands)
                .filteredOn(command -> command.toString().contains("install"))
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.toString()).endsWith("install --yes --no-install-recommends docker.io iptables");
                    assertThat(command.environment()).containsEntry("DEBIAN_FRONTEND", "noninteractive");
                });
    }

    @Test
    void a_pid_file_is_removed_when_no_engine_runs() {
        machine.files.put(PID_FILE, "1234");
        answersOnceStartedBy(START);
        machine.on(INSTALLED, says("/usr/bin/docker\n"));

        ensure();

        assertThat(machine.files).doesNotContainKey(PID_FILE);
    }

    @Test
    void a_pid_file_stays_when_an_engine_runs_that_is_only_slow_to_answer() {
        machine.files.put(PID_FILE, "1234");
        machine.programs.add("dockerd");
        int[] asked = {0};
        machine.on(INSTALLED, says("/usr/bin/docker\n"))
                .on("docker version", () -> ++asked[0] < 5 ? NO_DAEMON : says("20.10.24"));

        assertThat(ensure()).isEqualTo("20.10.24");
        assertThat(machine.files).containsKey(PID_FILE);
        assertThat(machine.lines()).noneMatch(line -> line.startsWith(START));
    }

    @Test
    void an_engine_that_dies_at_once_is_reported_with_the_end_of_its_log() {
        machine.on("docker version", NO_DAEMON)
                .on(INSTALLED, says("/usr/bin/docker\n"))
                .on(START, says(""));
        machine.files.put(Path.of("/var/log/faultline-dockerd.log"), "starting\nfailed to load iptables\n");

        assertThatThrownBy(this::ensure)
                .isInstanceOfSatisfying(
                        ProvisioningException.class,
                        e -> assertThat(e.output()).containsExactly("starting", "failed to load iptables"))
                .hasMessageContaining("/var/log/faultline-dockerd.log");
    }

    @Test
    void a_docker_host_elsewhere_is_never_replaced_by_an_engine_here() {
        machine.variables.put("DOCKER_HOST", "tcp://10.0.0.9:2375");
        machine.on("docker version", NO_DAEMON);

        assertThatThrownBy(this::ensure)
                .hasMessage(
                        "no Docker engine answers at DOCKER_HOST=tcp://10.0.0.9:2375: start it, or unset DOCKER_HOST");
    }

    @Test
    void a_user_whom_the_socket_refuses_learns_of_the_group() {
        machine.root = false;
        machine.on("docker version", fails("permission denied while trying to connect to the Docker daemon socket"));

        assertThatThrownBy(this::ensure).hasMessageContaining("sudo usermod -aG docker $USER");
    }

    @Test
    void a_user_without_rights_is_told_what_to_install() {
        machine.root = false;
        machine.on(INSTALLED, fails(""));

        assertThatThrownBy(this::ensure).hasMessageEndingWith("run `sudo apt-get install docker.io`");
    }

    @Test
    void a_user_without_rights_is_told_what_to_start() {
        machine.root = false;
        machine.files.put(SYSTEMD, "");
        machine.on("docker version", NO_DAEMON).on(INSTALLED, says("/usr/bin/docker"));

        assertThatThrownBy(this::ensure).hasMessageEndingWith("run `sudo systemctl start docker`");
    }

    @Test
    void another_system_is_named_and_nothing_is_tried_on_it() {
        machine.files.put(ScriptedMachine.OS_RELEASE, ScriptedMachine.FEDORA);
        machine.on(INSTALLED, fails(""));

        assertThatThrownBy(this::ensure).hasMessageContaining("not on Fedora Linux 42");
        assertThat(machine.lines()).noneMatch(line -> line.startsWith("apt-get"));
    }
}
