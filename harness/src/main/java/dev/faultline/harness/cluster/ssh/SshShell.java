package dev.faultline.harness.cluster.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.time.Clock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * A shell over SSH.
 *
 * <p>A closed channel leaves the remote command running, so the time-out is kept on the node, by {@code timeout}; this side only
 * guards against a node that does not answer at all. At most {@value #CHANNELS_MAX} channels are open at once, fewer than the
 * node's sshd allows ({@code MaxSessions 64}); more callers wait.
 */
public final class SshShell implements Shell, AutoCloseable {
    /** What {@code timeout} answers for a command that it ended. */
    private static final int TIMED_OUT = 124;
    /** What a shell answers for a command ended by SIGKILL, which {@code timeout} sends when SIGTERM did not do. */
    private static final int KILLED = 137;

    private static final int CHANNELS_MAX = 48;
    /** From the time-out to the kill on the node is one second; the rest is for the way. */
    private static final Duration GRACE = Duration.ofSeconds(4);
    /** How long a node may refuse connections until a caller hears of it. */
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(3);

    private final String name;
    private final SshConnection connection;
    private final Clock clock;
    private final Semaphore channels = new Semaphore(CHANNELS_MAX);

    /**
     * Connects when first used.
     *
     * @param name what messages call the node
     * @param identity the client's key
     * @param hostKey the public key that the host must prove to have, one line as in {@code authorized_keys}
     */
    public SshShell(String name, String address, int port, String user, SshKey identity, String hostKey, Clock clock) {
        this.name = name;
        this.connection = new SshConnection(name, address, port, user, identity, hostKey, clock);
        this.clock = clock;
    }

    /**
     * Waits until the node can be logged in to, for one that has just been started.
     *
     * @throws ShellException when it cannot be after that long
     */
    public void awaitReachable(Duration patience) {
        try (Capture nowhere = new Capture()) {
            connection
                    .open("exec", ChannelExec.class, prepared("true", nowhere, nowhere), patience)
                    .disconnect();
        }
    }

    private static SshConnection.Setup<ChannelExec> prepared(String script, Capture out, Capture err) {
        return channel -> {
            channel.setCommand(script);
            channel.setInputStream(null);
            channel.setOutputStream(out);
            channel.setErrStream(err);
        };
    }

    @Override
    public Result exec(Duration timeout, List<String> command) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive, not " + timeout);
        }
        List<String> guarded = new ArrayList<>(List.of("timeout", "-k", "1", seconds(timeout)));
        guarded.addAll(command);
        // Not as the last command of the shell: sh would become timeout, and a kill would end it without an exit code.
        return run(Quoting.command(guarded) + "; exit $?", timeout, command);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", Math.max(1, duration.toMillis()) / 1e3);
    }

    private Result run(String script, Duration timeout, List<String> command) {
        channels.acquireUninterruptibly();
        try {
            Capture out = new Capture();
            Capture err = new Capture();
            long start = clock.nanos();
            ChannelExec channel =
                    connection.open("exec", ChannelExec.class, prepared(script, out, err), CONNECT_PATIENCE);
            try {
                // The stream of errors is closed last, with the channel; the exit code has come by then.
                if (!err.awaitClose(timeout.plus(GRACE).toNanos())) {
                    throw new ShellException(name + ": no end of " + command + " within " + timeout.plus(GRACE), null);
                }
            } finally {
                channel.disconnect();
            }
            int exit = channel.getExitStatus();
            if (exit < 0) {
                throw new ShellException(name + ": connection lost while " + command + " ran", null);
            }
            boolean timedOut = exit == KILLED && clock.nanos() - start >= timeout.toNanos();
            return new Result(timedOut ? TIMED_OUT : exit, out.text(), err.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShellException(name + ": interrupted while " + command + " ran", e);
        } finally {
            channels.release();
        }
    }

    @Override
    public long daemon(String log, List<String> command) {
        String pid =
                exec(PATIENCE, List.of("sh", "-c", daemonScript(log, command))).orThrow();
        return Long.parseLong(pid.strip());
    }

    /**
     * A child in the background leads no process group, so setsid does not fork but becomes, by way of nohup, the command itself:
     * {@code $!} is its process id. All three streams are redirected, or the channel would stay open with the process.
     */
    static String daemonScript(String log, List<String> command) {
        String program = Quoting.word(command.get(0));
        return """
                command -v %1$s >/dev/null || { echo %1$s: not found >&2; exit 127; }
                mkdir -p "$(dirname %2$s)" || exit
                setsid nohup %3$s >>%2$s 2>&1 </dev/null &
                echo $!
                """.formatted(program, Quoting.word(log), Quoting.command(command));
    }

    @Override
    public void upload(byte[] content, String path, int permissions) {
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            exec("mkdir", "-p", "--", path.substring(0, slash)).orThrow();
        }
        sftp("upload", path, channel -> {
            channel.put(new ByteArrayInputStream(content), path);
            channel.chmod(permissions, path);
        });
    }

    @Override
    public void download(String path, Path to) {
        sftp("download", path, channel -> {
            Path folder = to.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            try (var file = Files.newOutputStream(to)) {
                channel.get(path, file);
            }
        });
    }

    private interface Transfer {
        void run(ChannelSftp channel) throws SftpException, IOException;
    }

    private void sftp(String what, String path, Transfer transfer) {
        channels.acquireUninterruptibly();
        try {
            ChannelSftp channel = connection.open("sftp", ChannelSftp.class, fresh -> {}, CONNECT_PATIENCE);
            try {
                transfer.run(channel);
            } finally {
                channel.disconnect();
            }
        } catch (SftpException | IOException e) {
            throw new ShellException("%s: %s of %s: %s".formatted(name, what, path, e.getMessage()), e);
        } finally {
            channels.release();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
