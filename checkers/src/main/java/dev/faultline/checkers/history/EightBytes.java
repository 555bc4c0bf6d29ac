package dev.faultline.checkers.history;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Short words of bytes as numbers, so that one comparison tells which it is. The first byte is the lowest. */
final class EightBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private EightBytes() {}

    static long at(byte[] bytes, int from) {
        return (long) LONGS.get(bytes, from);
    }

    /** Of up to eight characters of ASCII. */
    static long of(String text) {
        long all = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            all = (all << 8) | text.charAt(i);
        }
        return all;
    }

    /** Keeps so many of the bytes. */
    static long mask(int bytes) {
        return (1L << (8 * bytes)) - 1;
    }
}
