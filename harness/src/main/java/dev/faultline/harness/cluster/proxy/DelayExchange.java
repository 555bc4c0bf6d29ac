package dev.faultline.harness.cluster.proxy;

import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Transfer;
import dev.faultline.harness.time.Clock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * Measures delays to a node's probe from this host. The opener sends a stamped record; the probe answers with how long that was
 * under way and a stamp of its own, from which the opener tells the way back. Three 64-bit numbers in network order each:
 * a mark, the time of sending, the time the request took.
 */
final class DelayExchange {
    static final long MARK = 0x46614c694e653032L;
    private static final long TRANSFER_MARK = 0x46614c694e653033L;

    private final Clock clock;

    DelayExchange(Clock clock) {
        this.clock = clock;
    }

    Delay measure(String address, int port, int exchanges, Duration timeout) throws IOException {
        int millisMax = Math.toIntExact(timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millisMax);
            socket.connect(new InetSocketAddress(address, port), millisMax);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            long[] there = new long[exchanges];
            long[] back = new long[exchanges];
            for (int i = 0; i < exchanges; i++) {
                exchange(out, in, there, back, i);
            }
            return new Delay(median(there), median(back));
        }
    }

    /**
     * Sends so many bytes and takes as many back. A record announces them, its last number being how many; they are answered by a
     * record, the number of pieces in which they came, and as many bytes.
     */
    Transfer transfer(String address, int port, int bytes, Duration timeout) throws IOException {
        int millisMax = Math.toIntExact(timeout.toMillis());
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millisMax);
            socket.connect(new InetSocketAddress(address, port), millisMax);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] request = ByteBuffer.allocate(3 * Long.BYTES + bytes)
                    .putLong(TRANSFER_MARK)
                    .putLong(clock.nanos())
                    .putLong(bytes)
                    .array();
            socket.getOutputStream().write(request);
            if (in.readLong() != TRANSFER_MARK) {
                throw new IOException("the answer is not a probe's");
            }
            long sent = in.readLong();
            long there = in.readLong();
            long therePieces = in.readLong();
            long backPieces = pieces(in, bytes);
            return new Transfer(
                    new Transfer.Leg(bytes, Duration.ofNanos(there), therePieces),
                    new Transfer.Leg(bytes, Duration.ofNanos(clock.nanos() - sent), backPieces));
        }
    }

    private static long pieces(DataInputStream in, int bytes) throws IOException {
        byte[] chunk = new byte[1 << 16];
        long pieces = 0;
        for (int left = bytes; left > 0; pieces++) {
            int got = in.read(chunk, 0, Math.min(left, chunk.length));
            if (got < 0) {
                throw new EOFException("closed with " + left + " of " + bytes + " bytes to come");
            }
            left -= got;
        }
        return pieces;
    }

    private void exchange(DataOutputStream out, DataInputStream in, long[] there, long[] back, int i)
            throws IOException {
        byte[] request = ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(MARK)
                .putLong(clock.nanos())
                .putLong(0)
                .array();
        out.write(request);
        long mark = in.readLong();
        long sent = in.readLong();
        there[i] = in.readLong();
        back[i] = clock.nanos() - sent;
        if (mark != MARK) {
            throw new IOException("the answer is not a probe's");
        }
    }

    private static Duration median(long[] nanos) {
        Arrays.sort(nanos);
        return Duration.ofNanos(nanos[nanos.length / 2]);
    }
}
