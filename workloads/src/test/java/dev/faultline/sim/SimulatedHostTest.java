package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.option.Options;
import dev.faultline.harness.system.SystemUnderTest;
import dev.faultline.systems.leader.SingleLeader;
import dev.faultline.systems.reference.ReferenceHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell of a node that has no operating system: what it does, and what it says to the rest. */
class SimulatedHostTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final SingleLeader system = new SingleLeader();
    private final Cluster cluster = new IdleCluster().cluster;
    private final Node node = cluster.nodes().get(0);
    private final Shell shell = node.shell();

    private long start() {
        system.start(node, cluster, Options.resolve(system.options(), Map.of()), true);
        return ReferenceHost.of(node).process().orElseThrow().pid();
    }

    private Shell.Result kill(String signal, long pid) {
        return shell.exec(TIMEOUT, List.of("kill", signal, Long.toString(pid)));
    }

    private static void refused(ThrowingCallable call, String complaint) {
        assertThatThrownBy(call).isInstanceOf(ShellException.class).hasMessage(complaint);
    }

    @Test
    void a_kill_ends_the_process_that_is_named_and_no_other() {
        long pid = start();
        assertThat(kill("-KILL", pid + 1).exit()).isEqualTo(1);
        assertThat(kill("-KILL", pid + 1).err()).isEqualTo("no process " + (pid + 1));
        assertThat(ReferenceHost.of(node).process()).isPresent();
        assertThat(kill("-KILL", pid).exit()).isZero();
        assertThat(ReferenceHost.of(node).process()).isEmpty();
        assertThat(kill("-TERM", pid).exit()).as("it is gone").isEqualTo(1);
    }

    @Test
    void a_process_started_again_is_another_one() {
        SystemUnderTest.Process first = process();
        kill("-TERM", first.pid());
        ((SimulatedHost) shell).again();
        SystemUnderTest.Process second = ReferenceHost.of(node).process().orElseThrow();
        assertThat(second.pid()).isNotEqualTo(first.pid());
        assertThat(second.startTicks()).isGreaterThan(first.startTicks());
    }

    private SystemUnderTest.Process process() {
        start();
        return ReferenceHost.of(node).process().orElseThrow();
    }

    @Test
    void what_it_does_not_know_is_refused_by_name() {
        long pid = start();
        refused(() -> kill("-HUP", pid), "n1 is simulated and knows no signal -HUP");
        refused(
                () -> shell.exec(TIMEOUT, List.of("iptables", "-L")),
                "n1 is simulated and knows no command [iptables, -L]");
        refused(() -> shell.daemon("a.log", List.of("etcd")), "n1 is simulated and runs no program [etcd]");
        refused(() -> shell.upload(new byte[0], "/etc/hosts", 0644), "n1 is simulated and has no file /etc/hosts");
        assertThat(ReferenceHost.of(node).process()).as("still runs").isPresent();
    }

    @Test
    void a_node_on_which_nothing_ran_cannot_be_started_again() {
        assertThatThrownBy(() -> ((SimulatedHost) shell).again())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("nothing ever ran on n1");
    }

    @Test
    void its_one_file_is_what_its_program_told(@TempDir Path folder) throws Exception {
        start();
        Path log = folder.resolve("n1").resolve("node.log");
        shell.download("/var/log/single-leader.log", log);
        assertThat(Files.readString(log)).contains("starts").doesNotContain("n2");
    }
}
