package dev.faultline.systems.zookeeper;

import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The shell of a node that exists on paper only. */
final class NoShell implements Shell {
    private static ShellException none() {
        return new ShellException("this node has no shell", null);
    }

    @Override
    public Result exec(Duration timeout, List<String> command) {
        throw none();
    }

    @Override
    public long daemon(String log, List<String> command) {
        throw none();
    }

    @Override
    public void upload(byte[] content, String path, int permissions) {
        throw none();
    }

    @Override
    public void download(String path, Path to) {
        throw none();
    }
}
