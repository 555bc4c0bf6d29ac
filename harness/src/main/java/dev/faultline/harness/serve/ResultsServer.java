package dev.faultline.harness.serve;

import com.sun.net.httpserver.HttpServer;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The folder of all runs as a web site: the index, each report, each run as a zip, and how a run in progress stands. It answers GET
 * and HEAD, reads and never writes, and makes no request of its own.
 */
public final class ResultsServer implements AutoCloseable {
    private static final int THREADS = 32;

    private final HttpServer server;
    private final InetAddress host;
    private final ExecutorService threads;

    private ResultsServer(HttpServer server, InetAddress host, ExecutorService threads) {
        this.server = server;
        this.host = host;
        this.threads = threads;
    }

    /**
     * Begins to answer.
     *
     * @param results the folder of all runs
     * @param host on a loopback address only requests that name a loopback host are answered, so that no page elsewhere can read
     *     runs by making a name of its own lead here
     * @param port 0 for any free one
     * @throws java.net.BindException when the port is taken
     * @throws IOException when there is no such folder, or the address is not this machine's
     */
    public static ResultsServer start(Path results, InetAddress host, int port, Clock clock) throws IOException {
        Kept kept = new Kept(results);
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "serve");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", new Site(kept, host.isLoopbackAddress(), clock));
        server.start();
        return new ResultsServer(server, host, threads);
    }

    /** Where the index is. */
    public URI address() {
        String name = host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
        return URI.create("http://" + name + ":" + server.getAddress().getPort() + "/");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
