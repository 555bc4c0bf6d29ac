package dev.faultline.harness.cluster.proxy;

import dev.faultline.harness.net.Fate;
import dev.faultline.harness.net.Fate.Ending;
import dev.faultline.harness.net.Held;
import dev.faultline.harness.time.Clock;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A connection from this host to a node's probe, held by a thread of its own, as the probe's {@code hold} does on nodes. */
final class HeldByClient implements Held {
    private static final int EVERY_MILLIS = 200;
    private static final int CONNECT_MILLIS = 2_000;
    private static final int RECORD = 3 * Long.BYTES;

    private final Clock clock;
    private final Socket socket = new Socket();
    private Fate fate = new Fate(false, List.of(), Ending.HELD, 0);

    HeldByClient(String address, int port, Clock clock) {
        this.clock = clock;
        Thread thread = new Thread(() -> hold(new InetSocketAddress(address, port)), "faultline-held-" + address);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public synchronized Fate fate() {
        return fate;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            ended(Ending.FAILED);
        }
    }

    private void hold(InetSocketAddress to) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(EVERY_MILLIS);
            socket.connect(to, CONNECT_MILLIS);
            opened();
            ended(untilItEnds(new DataInputStream(socket.getInputStream())));
        } catch (SocketException e) {
            boolean reset = String.valueOf(e.getMessage()).contains("reset");
            ended(reset ? Ending.RESET : Ending.FAILED);
        } catch (IOException e) {
            ended(Ending.FAILED);
        }
    }

    private Ending untilItEnds(DataInputStream in) throws IOException {
        byte[] buffer = new byte[RECORD];
        int have = 0;
        long asked = 0;
        while (true) {
            if (clock.nanos() - asked >= EVERY_MILLIS * 1_000_000L) {
                asked = clock.nanos();
                socket.getOutputStream().write(request(asked));
            }
            try {
                int got = in.read(buffer, have, RECORD - have);
                if (got < 0) {
                    return Ending.CLOSED;
                }
                have += got;
            } catch (SocketTimeoutException silence) {
                continue; // to ask again
            }
            if (have == RECORD) {
                answered();
                have = 0;
            }
        }
    }

    private static byte[] request(long now) {
        return ByteBuffer.allocate(RECORD)
                .putLong(DelayExchange.MARK)
                .putLong(now)
                .putLong(0)
                .array();
    }

    private synchronized void opened() {
        fate = new Fate(true, List.of(), Ending.HELD, 0);
    }

    private synchronized void answered() {
        List<Long> answers = new ArrayList<>(fate.answers());
        answers.add(clock.nanos());
        fate = new Fate(true, answers, Ending.HELD, 0);
    }

    private synchronized void ended(Ending ending) {
        if (fate.ending() == Ending.HELD) {
            fate = new Fate(fate.opened(), fate.answers(), ending, clock.nanos());
        }
    }
}
