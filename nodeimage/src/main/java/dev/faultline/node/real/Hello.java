package dev.faultline.node.real;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The first frame on a connection between nodes: who made it, and in which version of the protocol it speaks.
 *
 * @param node its number
 */
record Hello(int node) {
    static final int VERSION = 1;
    private static final int MAGIC = 0x464c4e50; // "FLNP"
    private static final int BYTES = 3 * Integer.BYTES;

    ByteBuf encode() {
        return Unpooled.buffer(BYTES).writeInt(MAGIC).writeInt(VERSION).writeInt(node);
    }

    /**
     * @throws IllegalArgumentException when that is no hello, or one of another version
     */
    static Hello decode(ByteBuf frame) {
        if (frame.readableBytes() < BYTES || frame.readInt() != MAGIC) {
            throw new IllegalArgumentException("it does not begin as a node's connection does");
        }
        int version = frame.readInt();
        if (version != VERSION) {
            throw new IllegalArgumentException("it speaks version " + version + " of the protocol, not " + VERSION);
        }
        return new Hello(frame.readInt());
    }
}
