package dev.faultline.node.real;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** A connection that another node made. */
@SuppressWarnings("FutureReturnValueIgnored") // A write or a close that fails ends the connection, and that is seen.
final class PeerReceiver extends SimpleChannelInboundHandler<ByteBuf> {
    private final Receiver receiver;
    private final NodeLog log;
    private int peer;

    /** Takes messages. */
    interface Receiver {
        void receive(int peer, byte[] message);
    }

    PeerReceiver(Receiver receiver, NodeLog log) {
        this.receiver = receiver;
        this.log = log;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
        if (peer == 0) {
            peer = Hello.decode(frame).node();
            return;
        }
        switch (frame.readByte()) {
            case PeerFrame.MESSAGE -> receiver.receive(peer, Frames.bytes(frame));
            case PeerFrame.PING -> context.writeAndFlush(PeerFrame.sign(PeerFrame.PONG));
            default -> throw new IllegalArgumentException("it sent a frame of an unknown kind");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.refused(context.channel(), cause);
        context.close();
    }
}
