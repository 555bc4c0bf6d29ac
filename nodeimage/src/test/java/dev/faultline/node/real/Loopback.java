package dev.faultline.node.real;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** What tests need on this machine's own network. */
final class Loopback {
    private static final int MILLIS_MAX = 20_000;

    private static final SplittableRandom PORTS = new SplittableRandom();

    private Loopback() {}

    /** One that nobody listens to, and that the system gives to nobody who connects: those are higher. */
    static int freePort() {
        while (true) {
            int port = PORTS.nextInt(10_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another.
            }
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + MILLIS_MAX * 1_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain until " + what);
            }
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A client's connection, on plain sockets. */
    static final class Client implements AutoCloseable {
        private final Socket socket = new Socket();
        private final DataInputStream in;
        private final DataOutputStream out;

        private Client(int port) throws IOException {
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS_MAX);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(MILLIS_MAX);
                in = new DataInputStream(socket.getInputStream());
                out = new DataOutputStream(socket.getOutputStream());
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        static Client connect(int port) throws IOException {
            return new Client(port);
        }

        byte[] ask(byte[] frame) throws IOException {
            send(frame);
            return in.readNBytes(in.readInt());
        }

        void send(byte[] frame) throws IOException {
            byte[] bytes = new byte[4 + frame.length];
            java.nio.ByteBuffer.wrap(bytes).putInt(frame.length).put(frame);
            sendRaw(bytes);
        }

        void sendRaw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        String ask(String text) throws IOException {
            return new String(ask(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        }

        /** Whether the other side ends the connection. */
        boolean isEnded() throws IOException {
            return in.read() < 0;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
