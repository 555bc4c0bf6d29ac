package dev.faultline.node.real;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The connection that takes this node's messages to one other node. It is made again whenever it is lost, or when pings are not answered:
 * TCP itself would notice a cut late, and after it try again late. What is sent while there is none, or while too much waits, is dropped.
 */
@SuppressWarnings("FutureReturnValueIgnored") // A write or a close that fails ends the connection, and that is seen.
final class PeerLink {
    private static final int WAITING_BYTES_MAX = 8 << 20;
    private static final long PING_MILLIS = 300;
    private static final long SILENCE_MILLIS_MAX = 3000;
    private static final long BACK_OFF_MILLIS_LEAST = 20;
    private static final long BACK_OFF_MILLIS_MOST = 1000;

    private final EventLoopGroup loop;
    private final Hello hello;
    private final Address address;
    private final RandomGenerator random;
    private @Nullable Channel channel;
    private long backOffMillis = BACK_OFF_MILLIS_LEAST;
    private boolean closed;
    private long dropped;

    PeerLink(EventLoopGroup loop, Hello hello, Address address, RandomGenerator random) {
        this.loop = loop;
        this.hello = hello;
        this.address = address;
        this.random = random;
    }

    Address address() {
        return address;
    }

    /** How many messages went nowhere. */
    long dropped() {
        return dropped;
    }

    void connect() {
        if (closed) {
            return;
        }
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) SILENCE_MILLIS_MAX)
                .option(
                        ChannelOption.WRITE_BUFFER_WATER_MARK,
                        new WriteBufferWaterMark(WAITING_BYTES_MAX / 2, WAITING_BYTES_MAX))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel made) {
                        Frames.addTo(made.pipeline(), Frames.PEER_BYTES_MAX);
                        made.pipeline().addLast(new ReadTimeoutHandler(SILENCE_MILLIS_MAX, TimeUnit.MILLISECONDS));
                        made.pipeline().addLast(new Ends());
                    }
                })
                .connect(address.unresolved())
                .addListener((ChannelFuture attempt) -> {
                    if (!attempt.isSuccess()) {
                        tryAgain();
                    }
                });
    }

    void send(byte[] message) {
        if (channel == null || !channel.isWritable()) {
            dropped++;
            return;
        }
        channel.writeAndFlush(PeerFrame.message(message), channel.voidPromise());
    }

    void close() {
        closed = true;
        if (channel != null) {
            channel.close();
        }
    }

    private void tryAgain() {
        if (closed || loop.isShuttingDown()) {
            return;
        }
        long millis = random.nextLong(backOffMillis / 2, backOffMillis + 1);
        backOffMillis = Math.min(BACK_OFF_MILLIS_MOST, backOffMillis * 2);
        loop.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
    }

    /** What becomes of the connection; of frames, only pongs come this way. */
    private final class Ends extends SimpleChannelInboundHandler<ByteBuf> {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (closed) {
                context.close();
                return;
            }
            channel = context.channel();
            context.writeAndFlush(hello.encode());
            ping(context.channel());
        }

        private void ping(Channel to) {
            if (to.isActive()) {
                to.writeAndFlush(PeerFrame.sign(PeerFrame.PING));
                to.eventLoop().schedule(() -> ping(to), PING_MILLIS, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf pong) {
            backOffMillis = BACK_OFF_MILLIS_LEAST;
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            channel = null;
            tryAgain();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
