package dev.faultline.node.real;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Frames between nodes after the {@link Hello}. Messages go one way only; pings go along with them and pongs come back, so that the
 * sender of messages finds out when they go nowhere.
 */
final class PeerFrame {
    static final byte MESSAGE = 0;
    static final byte PING = 1;
    static final byte PONG = 2;

    private PeerFrame() {}

    static ByteBuf message(byte[] message) {
        return Unpooled.wrappedBuffer(new byte[] {MESSAGE}, message);
    }

    static ByteBuf sign(byte kind) {
        return Unpooled.wrappedBuffer(new byte[] {kind});
    }
}
