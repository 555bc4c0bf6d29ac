package dev.faultline.harness.cluster.proxy;

import dev.faultline.harness.net.Delay;
import dev.faultline.harness.time.Clock;
import java.io.DataInputStream;
import java.io.DataOutputStream;
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
    private static final long MARK = 0x46614c694e653032L;

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
