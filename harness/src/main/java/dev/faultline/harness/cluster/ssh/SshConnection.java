package dev.faultline.harness.cluster.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.time.Clock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to a node, made when first needed and again when it is lost, shared by all threads. Only what happens
 * before a command is sent is tried again: a connection refused or reset, a channel not opened.
 */
final class SshConnection implements AutoCloseable {
    private static final int CONNECT_MILLIS_MAX = 3_000;
    private static final long BACKOFF_MILLIS_FIRST = 20;
    private static final long BACKOFF_MILLIS_MAX = 500;
    private static final int KEEP_ALIVE_MILLIS = 5_000;

    private final String name;
    private final String address;
    private final int port;
    private final String user;
    private final Clock clock;
    private final JSch jsch = new JSch();
    private @Nullable Session session;
    private boolean closed;

    SshConnection(String name, String address, int port, String user, SshKey identity, String hostKey, Clock clock) {
        this.name = name;
        this.address = address;
        this.port = port;
        this.user = user;
        this.clock = clock;
        try {
            jsch.addIdentity(name, identity.privateKey().getBytes(StandardCharsets.US_ASCII), null, null);
            jsch.getHostKeyRepository().add(new HostKey(name, HostKey.ED25519, SshKey.blob(hostKey)), null);
        } catch (JSchException e) {
            throw new ShellException(name + ": key not usable: " + e.getMessage(), e);
        }
    }

    /** What is done with a channel before its command is sent. */
    interface Setup<C extends Channel> {
        void apply(C channel) throws JSchException;
    }

    /**
     * A connected channel of that type.
     *
     * @param setup called on each channel that is tried
     * @param patience after this long no new attempt is begun
     */
    <C extends Channel> C open(String type, Class<C> kind, Setup<C> setup, Duration patience) {
        long deadline = clock.nanos() + patience.toNanos();
        long backoffMillis = BACKOFF_MILLIS_FIRST;
        while (true) {
            try {
                C channel = channel(type, kind);
                setup.apply(channel);
                channel.connect(CONNECT_MILLIS_MAX);
                return channel;
            } catch (JSchException e) {
                if (clock.nanos() >= deadline || !canPass(e)) {
                    throw new ShellException(
                            "%s (%s:%d): no connection: %s".formatted(name, address, port, e.getMessage()), e);
                }
                pause(backoffMillis);
                backoffMillis = Math.min(2 * backoffMillis, BACKOFF_MILLIS_MAX);
            }
        }
    }

    private <C extends Channel> C channel(String type, Class<C> kind) throws JSchException {
        @Nullable Channel channel = session().openChannel(type);
        // So the library says that the connection broke between the look at it and its use.
        if (channel == null) {
            throw new JSchException("the connection was lost while a channel was opened");
        }
        return kind.cast(channel);
    }

    private synchronized Session session() throws JSchException {
        if (closed) {
            throw new ShellException(name + ": this shell is closed", null);
        }
        if (session == null || !session.isConnected()) {
            session = connect();
        }
        return session;
    }

    private Session connect() throws JSchException {
        Session fresh = jsch.getSession(user, address, port);
        fresh.setHostKeyAlias(name);
        fresh.setDaemonThread(true);
        fresh.setConfig("StrictHostKeyChecking", "yes");
        fresh.setConfig("PreferredAuthentications", "publickey");
        fresh.setConfig("server_host_key", "ssh-ed25519");
        fresh.setServerAliveInterval(KEEP_ALIVE_MILLIS);
        fresh.connect(CONNECT_MILLIS_MAX);
        return fresh;
    }

    /** Whether trying again may help: a wrong key stays wrong. */
    private static boolean canPass(JSchException e) {
        return !(e instanceof JSchHostKeyException)
                && !String.valueOf(e.getMessage()).startsWith("Auth ");
    }

    private void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShellException(name + ": interrupted while connecting", e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (session != null) {
            session.disconnect();
        }
    }
}
