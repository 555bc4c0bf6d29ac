package dev.faultline.node.real;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.flush.FlushConsolidationHandler;

/** How byte arrays travel on a stream: each after its length, four bytes, the high one first. */
final class Frames {
    /** The most bytes that a client's frame may have. One that claims more ends its connection. */
    static final int CLIENT_BYTES_MAX = 16 << 20;

    /** The same between nodes: a message may hold a client's frame and more. */
    static final int PEER_BYTES_MAX = 64 << 20;

    private static final int LENGTH_BYTES = 4;

    private Frames() {}

    static void addTo(ChannelPipeline pipeline, int bytesMax) {
        pipeline.addLast(new FlushConsolidationHandler());
        pipeline.addLast(new LengthFieldBasedFrameDecoder(bytesMax + LENGTH_BYTES, 0, LENGTH_BYTES, 0, LENGTH_BYTES));
        pipeline.addLast(new LengthFieldPrepender(LENGTH_BYTES));
    }

    static byte[] bytes(ByteBuf frame) {
        return ByteBufUtil.getBytes(frame);
    }
}
