package dev.faultline.node.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes in the making. What {@link ByteReader} reads by the methods of the same names. */
public final class ByteWriter {
    private byte[] bytes;
    private int length;

    public ByteWriter() {
        this(64);
    }

    /** @param expected how many bytes there will be, as far as known */
    public ByteWriter(int expected) {
        bytes = new byte[expected];
    }

    /** One byte: the low eight bits. */
    public ByteWriter u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public ByteWriter bool(boolean value) {
        return u8(value ? 1 : 0);
    }

    /** Seven bits a byte, the low ones first; short for small numbers that are not negative. */
    public ByteWriter varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** A varint that is short for small negative numbers as well (zigzag). */
    public ByteWriter signed(long value) {
        return varint((value << 1) ^ (value >> 63));
    }

    /** Eight bytes, the high one first. */
    public ByteWriter fixed64(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** A signed number, or none. */
    public ByteWriter optional(@Nullable Long value) {
        return value == null ? bool(false) : bool(true).signed(value);
    }

    /** Its length as a varint, then UTF-8. */
    public ByteWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Its length as a varint, then itself. */
    public ByteWriter bytes(byte[] more) {
        return varint(more.length).raw(more);
    }

    /** Itself, for a reader that knows where it ends. */
    public ByteWriter raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    public int length() {
        return length;
    }

    /** What was written so far. What is written after that goes elsewhere. */
    public byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
        }
    }
}
