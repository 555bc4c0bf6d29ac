package dev.faultline.harness.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessesOnNodeTest {
    /** A node that answers every command with the same. */
    private record Answering(Result result) implements Shell {
        @Override
        public Result exec(Duration timeout, List<String> command) {
            return result;
        }

        @Override
        public long daemon(String log, List<String> command) {
            throw new ShellException("it starts nothing", null);
        }

        @Override
        public void upload(byte[] content, String path, int permissions) {
            throw new ShellException("it has no disk", null);
        }

        @Override
        public void download(String path, Path to) {
            throw new ShellException("it has no disk", null);
        }
    }

    private static Optional<SystemUnderTest.Process> etcdWhere(Shell.Result answer) {
        return Processes.named(new Node("n1", "n1.test", new Answering(answer)), "etcd");
    }

    @Test
    void no_output_is_no_process() {
        assertThat(etcdWhere(new Shell.Result(0, "", ""))).isEmpty();
    }

    @Test
    void a_node_that_could_not_be_asked_is_not_one_without_the_process() {
        assertThatThrownBy(() -> etcdWhere(new Shell.Result(124, "", ""))).isInstanceOf(ShellException.class);
    }
}
