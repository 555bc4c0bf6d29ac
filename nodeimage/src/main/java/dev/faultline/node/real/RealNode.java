package dev.faultline.node.real;

import dev.faultline.node.NodeProgram;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One node in this process: a program, the one thread that steps it, and the sockets and files it acts through. */
@SuppressWarnings("FutureReturnValueIgnored") // A write or a close that fails ends the connection, and that is seen.
final class RealNode implements AutoCloseable {
    private static final int WAITING_CONNECTIONS = 128;
    private static final int PEER_SILENCE_SECONDS_MAX = 10;

    /**
     * Not 0: a channel that the loop closes lets go of its port in the turn after that. Without one the port stays taken, and peers go on
     * connecting to it, as long as this JVM lives.
     */
    private static final int QUIET_MILLIS = 1;

    private static final int END_MILLIS_MAX = 2000;

    private final NodeOptions options;
    private final NodeLog log;
    private final FileStorage storage;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Steps steps;
    private final Peers peers;
    private final Clients clients;
    private final NodeProgram program;
    private final RandomGenerator random = new SplittableRandom(new SecureRandom().nextLong());

    private RealNode(NodeOptions options, NodeProgram program, FileStorage storage, Steps steps, NodeLog log) {
        this.options = options;
        this.program = program;
        this.storage = storage;
        this.steps = steps;
        this.log = log;
        this.peers = new Peers(options.self(), loop, random);
        this.clients = new Clients((client, frame) -> steps.step(() -> program.request(client, frame)), log);
    }

    /**
     * Starts a node.
     *
     * @param failed is called with what the program threw, on the program's thread; the program is not stepped any more
     * @throws IllegalStateException when a port cannot be listened to
     */
    static RealNode start(NodeOptions options, NodeProgram program, PrintStream to, Consumer<Throwable> failed) {
        NodeLog log = new NodeLog(options.self(), to);
        FileStorage storage = FileStorage.open(options.data());
        RealNode node = new RealNode(options, program, storage, new Steps(failed), log);
        try {
            node.run();
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        return node;
    }

    private void run() {
        // The program begins before anybody can call it: what comes to the event loop after this comes after it.
        loop.submit(() -> steps.step(this::begin)).syncUninterruptibly();
        PeerReceiver.Receiver receiver = (peer, message) -> steps.step(() -> program.receive(peer, message));
        listen(options.address().port(), pipeline -> {
            Frames.addTo(pipeline, Frames.PEER_BYTES_MAX);
            pipeline.addLast(new ReadTimeoutHandler(PEER_SILENCE_SECONDS_MAX));
            pipeline.addLast(new PeerReceiver(receiver, log));
        });
        listen(options.clientPort(), pipeline -> {
            Frames.addTo(pipeline, Frames.CLIENT_BYTES_MAX);
            pipeline.addLast(clients.handler());
        });
        log.say("listens to nodes on port " + options.address().port() + " and to clients on port "
                + options.clientPort());
    }

    private void begin() {
        options.peers().forEach(peers::locate);
        program.start(new RealEnv(options.self(), loop, steps, peers, clients, storage, random, log));
    }

    private void listen(int port, Consumer<ChannelPipeline> handlers) {
        try {
            new ServerBootstrap()
                    .group(loop)
                    .channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, WAITING_CONNECTIONS)
                    .option(ChannelOption.SO_REUSEADDR, true)
                    .childOption(ChannelOption.TCP_NODELAY, true)
                    .childOption(
                            ChannelOption.WRITE_BUFFER_WATER_MARK,
                            new WriteBufferWaterMark(Clients.WAITING_BYTES_MAX / 2, Clients.WAITING_BYTES_MAX))
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            handlers.accept(channel.pipeline());
                        }
                    })
                    .bind(port)
                    .syncUninterruptibly();
        } catch (Exception e) {
            throw new IllegalStateException("cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Ends in good order: no step is begun any more, connections are closed, the directory is free. */
    @Override
    public void close() {
        loop.submit(() -> {
            steps.end();
            peers.close();
        });
        loop.shutdownGracefully(QUIET_MILLIS, END_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .syncUninterruptibly();
        storage.close();
    }
}
