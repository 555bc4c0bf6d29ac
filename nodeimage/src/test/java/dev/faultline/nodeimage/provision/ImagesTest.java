package dev.faultline.nodeimage.provision;

import static dev.faultline.nodeimage.provision.ScriptedMachine.fails;
import static dev.faultline.nodeimage.provision.ScriptedMachine.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {

    private static final String PUBLIC_BASE = "debian:bookworm-slim";
    private static final String PUBLIC_TOXIPROXY = "ghcr.io/shopify/toxiproxy:2.12.0";

    @TempDir
    private Path home;

    private final ScriptedMachine machine = new ScriptedMachine();
    private final List<Step> steps = new ArrayList<>();

    /** An engine without images, a registry that does not answer, and every tool that can make up for it. */
    @BeforeEach
    void anEngineAndTools() {
        machine.on("docker version", says("20.10.24"))
                .on("docker image inspect", fails("Error: No such image"))
                .on("docker pull", fails("no such host"))
                .on("mmdebstrap", says(""))
                .on("docker import", () -> appears(BaseImage.ours()))
                .on("docker build --tag faultline/node", () -> appears(nodeImage()))
                .on("docker build --tag faultline/toxiproxy", () -> appears(ToxiproxyImage.ours()))
                .on("go version", says("go version go1.26.8 linux/amd64"))
                .on("go install", says(""))
                .on("docker run --rm --network none --entrypoint etcd", says("etcd Version: 3.4.23\nGit SHA: none\n"));
    }

    private Result appears(String image) {
        machine.on("docker image inspect --format {{.Id}} " + image, says("sha256:" + image + "\n"));
        return says("");
    }

    private static String nodeImage() {
        return "faultline/node:" + NodeImage.CONTEXT.hash("sha256:" + BaseImage.ours());
    }

    private Images provision() {
        return new Provisioner(machine, new CacheFolder(home)).provision(steps::add);
    }

    @Test
    void without_a_registry_every_image_is_made_here() {
        Images images = provision();

        assertThat(images.node()).isEqualTo(nodeImage());
        assertThat(images.toxiproxy()).isEqualTo(ToxiproxyImage.ours());
        assertThat(images.ids()).containsOnlyKeys(BaseImage.ours(), nodeImage(), ToxiproxyImage.ours());
        assertThat(images.etcdVersion()).isEqualTo("3.4.23");
        assertThat(images.ryuk()).isFalse();
        assertThat(steps).extracting(Step::name).containsExactly("engine", "base", "node", "toxiproxy", "ryuk");
    }

    @Test
    void a_second_time_nothing_is_pulled_built_or_run() {
        provision();
        machine.commands.clear();
        steps.clear();

        provision();

        assertThat(steps).allMatch(Step::cached);
        assertThat(machine.lines())
                .allMatch(line -> line.startsWith("docker version") || line.startsWith("docker image inspect"));
    }

    @Test
    void with_a_registry_public_images_are_pulled_and_only_the_node_is_built() {
        for (String image : List.of(PUBLIC_BASE, PUBLIC_TOXIPROXY, "testcontainers/ryuk:0.14.0")) {
            machine.on("docker pull " + image, () -> appears(image));
        }
        String node = "faultline/node:" + NodeImage.CONTEXT.hash("sha256:" + PUBLIC_BASE);
        machine.on("docker build --tag faultline/node", () -> appears(node));

        Images images = provision();

        assertThat(images.toxiproxy()).isEqualTo(PUBLIC_TOXIPROXY);
        assertThat(images.ids()).containsOnlyKeys(PUBLIC_BASE, node, PUBLIC_TOXIPROXY);
        assertThat(images.ryuk()).isTrue();
        assertThat(machine.lines()).noneMatch(line -> line.startsWith("mmdebstrap") || line.startsWith("go"));
    }

    @Test
    void the_image_of_a_system_is_built_on_the_node_image_when_it_is_asked_for_and_only_then() {
        assertThat(provision().systems()).isEmpty();
        assertThat(machine.lines()).noneMatch(line -> line.contains("redis"));
        String redis = SystemImage.nameOf("redis", "sha256:" + nodeImage());
        machine.on("docker build --tag faultline/node-redis", () -> appears(redis));
        steps.clear();

        Images images = new Provisioner(machine, new CacheFolder(home)).provision(steps::add, List.of("redis"));

        assertThat(images.node(Optional.of("redis"))).isEqualTo(redis).startsWith("faultline/node-redis:");
        assertThat(images.node(Optional.empty())).isEqualTo(nodeImage());
        assertThat(images.ids()).containsEntry(redis, "sha256:" + redis);
        assertThat(machine.lines())
                .anyMatch(line ->
                        line.startsWith("docker build --tag " + redis + " --build-arg BASE=" + nodeImage() + " "));
        assertThat(steps)
                .filteredOn(step -> !step.cached())
                .extracting(Step::name)
                .containsExactly("node-redis");
    }

    @Test
    void the_name_of_a_systems_image_changes_with_the_node_image_below_it() {
        assertThat(SystemImage.nameOf("redis", "sha256:a"))
                .isEqualTo(SystemImage.nameOf("redis", "sha256:a"))
                .isNotEqualTo(SystemImage.nameOf("redis", "sha256:b"));
    }

    @Test
    void a_system_without_an_image_is_refused_naming_those_that_have_one() {
        assertThatThrownBy(
                        () -> new Provisioner(machine, new CacheFolder(home)).provision(steps::add, List.of("ridis")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"ridis\"")
                .hasMessageContaining("redis");
    }

    @Test
    void a_registry_that_did_not_answer_is_not_asked_again() {
        Docker docker = new Docker(machine);

        assertThat(docker.pull("debian:bookworm-slim")).isFalse();
        assertThat(docker.pull("testcontainers/ryuk:0.14.0")).isFalse();
        assertThat(docker.pull(PUBLIC_TOXIPROXY)).isFalse();

        assertThat(machine.lines())
                .containsExactly("docker pull debian:bookworm-slim", "docker pull " + PUBLIC_TOXIPROXY);
    }

    @Test
    void the_registry_is_read_from_an_images_name() {
        assertThat(Docker.registryOf("debian:bookworm-slim")).isEqualTo("docker.io");
        assertThat(Docker.registryOf("testcontainers/ryuk:0.14.0")).isEqualTo("docker.io");
        assertThat(Docker.registryOf("ghcr.io/shopify/toxiproxy")).isEqualTo("ghcr.io");
        assertThat(Docker.registryOf("localhost/a")).isEqualTo("localhost");
        assertThat(Docker.registryOf("mirror:5000/a/b")).isEqualTo("mirror:5000");
    }

    @Test
    void the_classic_builder_is_used_unless_the_user_chose() {
        provision();
        assertThat(machine.commands)
                .filteredOn(command -> command.toString().startsWith("docker build"))
                .hasSize(2)
                .allSatisfy(build -> assertThat(build.environment()).containsEntry("DOCKER_BUILDKIT", "0"));
    }

    @Test
    void a_failing_build_is_told_with_its_last_lines() {
        machine.on(
                "docker build --tag faultline/node",
                new Result(100, "Step 1\n\n", "E: Unable to locate package etcd\n"));

        assertThatThrownBy(this::provision)
                .isInstanceOfSatisfying(
                        ProvisioningException.class,
                        e -> assertThat(e.output()).containsExactly("Step 1", "E: Unable to locate package etcd"))
                .hasMessageStartingWith("building faultline/node:")
                .hasMessageEndingWith("ended with exit code 100");
    }

    @Test
    void a_missing_go_is_said_in_one_line() {
        machine.on("go version", says("go version go1.19.8 linux/amd64"));

        assertThatThrownBy(this::provision)
                .hasMessage("ghcr.io/shopify/toxiproxy:2.12.0 cannot be pulled, and building it needs Go 1.23 or newer,"
                        + " on the PATH or in /usr/local/go: install it from https://go.dev/dl");
    }

    @Test
    void a_go_outside_the_path_is_found() {
        machine.on("go version", fails("")).on("/usr/local/go/bin/go", says("go version go1.23.0 linux/amd64"));

        assertThat(provision().toxiproxy()).isEqualTo(ToxiproxyImage.ours());
        assertThat(machine.lines()).anyMatch(line -> line.startsWith("/usr/local/go/bin/go install"));
    }

    @Test
    void a_missing_mmdebstrap_is_installed_by_root_and_named_to_others() {
        machine.on("mmdebstrap --version", fails(""));
        machine.root = false;

        assertThatThrownBy(this::provision)
                .hasMessageContaining("run `sudo apt-get install mmdebstrap debian-archive-keyring`");

        machine.root = true;
        machine.on("apt-get", says(""));
        assertThat(provision().node()).isEqualTo(nodeImage());
        assertThat(machine.lines()).anyMatch(line -> line.endsWith("mmdebstrap debian-archive-keyring"));
    }

    @Test
    void scratch_files_of_a_build_are_gone_after_it() {
        provision();

        assertThat(home.resolve("scratch")).doesNotExist();
        assertThat(home.resolve("provision.lock")).exists();
    }
}
