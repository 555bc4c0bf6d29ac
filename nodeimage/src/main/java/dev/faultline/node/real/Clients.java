package dev.faultline.node.real;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The clients that are connected. One that does not read its answers is let go once too many wait for it. */
@SuppressWarnings("FutureReturnValueIgnored") // A write or a close that fails ends the connection, and that is seen.
final class Clients {
    static final int WAITING_BYTES_MAX = 32 << 20;

    private final Requests requests;
    private final NodeLog log;
    private final Map<Long, Channel> channels = new HashMap<>();
    private long latest;

    /** Takes requests. */
    interface Requests {
        void request(long client, byte[] frame);
    }

    Clients(Requests requests, NodeLog log) {
        this.requests = requests;
        this.log = log;
    }

    void answer(long client, byte[] frame) {
        @Nullable Channel channel = channels.get(client);
        if (channel == null) {
            return;
        }
        if (!channel.isWritable()) {
            channel.close();
            return;
        }
        channel.writeAndFlush(Unpooled.wrappedBuffer(frame), channel.voidPromise());
    }

    /** For a connection that a client makes. */
    SimpleChannelInboundHandler<ByteBuf> handler() {
        return new Connection(++latest);
    }

    private final class Connection extends SimpleChannelInboundHandler<ByteBuf> {
        private final long client;

        Connection(long client) {
            this.client = client;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channels.put(client, context.channel());
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            requests.request(client, Frames.bytes(frame));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            channels.remove(client);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.refused(context.channel(), cause);
            context.close();
        }
    }
}
