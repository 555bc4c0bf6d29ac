package dev.faultline.node.real;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.flush.FlushConsolidationHandler;

/** How byte arrays travel on a stream: each after its length, four bytes, the high one first. */
final class Frames {
    /** The most bytes that a frame may have. One that claims more ends its connection. */
    static final int BYTES_MAX = 16 << 20;

    private static final int LENGTH_BYTES = 4;

    private Frames() {}

    static void addTo(ChannelPipeline pipeline) {
        pipeline.addLast(new FlushConsolidationHandler());
        pipeline.addLast(new LengthFieldBasedFrameDecoder(BYTES_MAX, 0, LENGTH_BYTES, 0, LENGTH_BYTES));
        pipeline.addLast(new LengthFieldPrepender(LENGTH_BYTES));
    }

    static byte[] bytes(ByteBuf frame) {
        return ByteBufUtil.getBytes(frame);
    }
}
