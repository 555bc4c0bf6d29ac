package dev.faultline.cli;

import dev.faultline.harness.serve.ResultsServer;
import dev.faultline.harness.time.Clock;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faultline serve}: the stored runs, and one in progress, in a browser. */
@Command(
        name = "serve",
        description = {
            "Shows the stored runs in a browser: the index, each report, each run as a zip, and a run in progress as it goes.",
            "Answers this machine only, unless another address is given. Writes nothing. Ctrl-C ends it."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "N",
            description = "Port to listen on, 0 for any free one. Default: ${DEFAULT-VALUE}.")
    int port;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = {
                "Address to listen on. Default: ${DEFAULT-VALUE}.",
                "On another one whoever reaches it can read all runs: there is no password."
            })
    String host = "127.0.0.1";

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where runs are kept. Default: results, at the top of the project.")
    @Nullable
    Path results;

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("--port: must be 0 to " + PORT_MAX + ", not " + port);
        }
        Path kept = Places.results(results);
        if (!Files.isDirectory(kept)) {
            throw new IllegalArgumentException("--results: no folder " + kept);
        }
        InetAddress address = address();
        try (ResultsServer server = started(kept, address)) {
            if (!address.isLoopbackAddress()) {
                System.err.println("warning: whoever reaches " + host + " can read all runs: there is no password");
            }
            System.out.println("serving " + kept + " at " + server.address() + " (Ctrl-C ends it)");
            Thread hook = new Thread(() -> Runtime.getRuntime().halt(ExitCode.VALID), "ctrl-c");
            Runtime.getRuntime().addShutdownHook(hook); // asked to stop, it has not failed
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
        return ExitCode.VALID;
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("--host: no address " + host, e);
        }
    }

    private ResultsServer started(Path kept, InetAddress address) throws IOException {
        try {
            return ResultsServer.start(kept, address, port, Clock.system());
        } catch (BindException e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            throw new IllegalArgumentException(
                    taken
                            ? "--port: " + port + " is taken on " + host + "; choose another, or 0 for any free one"
                            : "--host, --port: cannot listen on " + host + ", port " + port + ": " + e.getMessage(),
                    e);
        }
    }
}
