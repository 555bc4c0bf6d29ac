package dev.faultline.harness.cluster.ssh;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps what a command prints, up to a bound, so that a command gone wild costs no more memory than that. */
final class Capture extends OutputStream {
    static final int BYTES_MAX = 8 << 20;

    private final CountDownLatch closed = new CountDownLatch(1);
    private byte[] bytes = new byte[1024];
    private int length;
    private boolean cut;

    @Override
    public synchronized void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] from, int offset, int count) {
        int room = BYTES_MAX - length;
        cut |= count > room;
        int taken = Math.min(count, room);
        if (length + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(BYTES_MAX, Math.max(length + taken, 2 * bytes.length)));
        }
        System.arraycopy(from, offset, bytes, length, taken);
        length += taken;
    }

    @Override
    public void close() {
        closed.countDown();
    }

    /** Waits until nothing more can come; false when that takes longer. */
    boolean awaitClose(long nanos) throws InterruptedException {
        return closed.await(nanos, TimeUnit.NANOSECONDS);
    }

    synchronized String text() {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return cut ? text + "\n[cut here: more than " + BYTES_MAX + " bytes]\n" : text;
    }
}
