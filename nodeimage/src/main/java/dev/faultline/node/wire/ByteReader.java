package dev.faultline.node.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote. Every method throws {@link MalformedException} when that is not what is there. */
public final class ByteReader {
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private int position;

    public ByteReader(byte[] bytes) {
        this(bytes, 0);
    }

    public ByteReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.position = from;
    }

    public int u8() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    public boolean bool() {
        int value = u8();
        if (value > 1) {
            throw new MalformedException("a flag is 0 or 1, not " + value);
        }
        return value == 1;
    }

    public long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedException("a number of more than ten bytes");
    }

    /** A varint from 0 to {@link Integer#MAX_VALUE}. */
    public int natural() {
        long value = varint();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedException("not a natural number of 31 bits: " + value);
        }
        return (int) value;
    }

    /** How many elements follow, each of at least one byte: never more than there are bytes, so that nobody makes room for more. */
    public int count() {
        int count = natural();
        need(count);
        return count;
    }

    public long signed() {
        long value = varint();
        return (value >>> 1) ^ -(value & 1);
    }

    public long fixed64() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (bytes[position++] & 0xFF);
        }
        return value;
    }

    public @Nullable Long optional() {
        return bool() ? (Long) signed() : null;
    }

    public String text() {
        int length = count();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        // What cannot be decoded was replaced; but the replacement may also have been written so.
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(ByteBuffer.wrap(bytes, position, length));
        }
        position += length;
        return text;
    }

    private static void requireUtf8(ByteBuffer encoded) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(encoded);
        } catch (CharacterCodingException e) {
            throw new MalformedException("a text is not UTF-8");
        }
    }

    public byte[] bytes() {
        return raw(count());
    }

    public byte[] raw(int length) {
        need(length);
        byte[] some = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return some;
    }

    /** Everything that is left. */
    public byte[] rest() {
        return raw(remaining());
    }

    public int remaining() {
        return bytes.length - position;
    }

    /** Nothing is left. */
    public void end() {
        if (remaining() != 0) {
            throw new MalformedException(remaining() + " bytes too many");
        }
    }

    private void need(int length) {
        if (length > remaining()) {
            throw new MalformedException("ends " + (length - remaining()) + " bytes early");
        }
    }
}
