package dev.faultline.systems.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What speaks etcd's protocol on the loopback, keeps keys in memory, counts every request that reaches it, and fails on demand. Its
 * clients' connections pass through a relay, so that they can be broken in mid-call while new ones would be accepted.
 */
final class LoneEtcd extends KVGrpc.KVImplBase implements AutoCloseable {
    /** What becomes of the requests. */
    enum Mood {
        ANSWERS,
        BREAKS_THE_CONNECTION,
        STAYS_SILENT
    }

    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger connections = new AtomicInteger();
    volatile Mood mood = Mood.ANSWERS;
    volatile @Nullable Status refusal;
    volatile boolean askedSerializably;
    private final Map<ByteString, ByteString> keys = new ConcurrentHashMap<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Server server;
    private final ServerSocket door;

    LoneEtcd() throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(this)
                .build()
                .start();
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::relayAll);
    }

    String endpoint() {
        return "http://127.0.0.1:" + door.getLocalPort();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void relayAll() {
        try {
            while (true) {
                Socket client = door.accept();
                connections.incrementAndGet();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server.getPort());
                sockets.add(client);
                sockets.add(behind);
                daemon(() -> copy(client, behind));
                daemon(() -> copy(behind, client));
            }
        } catch (IOException e) {
            closeAll(); // the door was closed
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // The connection was broken: so is its other half, now that both are closed.
        }
    }

    private void closeAll() {
        for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
            reset(socket);
        }
    }

    /** As when a process is killed. */
    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // Its relay has closed it already.
        }
    }

    private <T> void respond(StreamObserver<T> observer, T answer) {
        Status no = refusal;
        if (no != null) {
            observer.onError(no.asRuntimeException());
            return;
        }
        switch (mood) {
            case BREAKS_THE_CONNECTION -> closeAll();
            case STAYS_SILENT -> {}
            case ANSWERS -> {
                observer.onNext(answer);
                observer.onCompleted();
            }
        }
    }

    @Override
    public void range(RangeRequest request, StreamObserver<RangeResponse> observer) {
        requests.incrementAndGet();
        askedSerializably = request.getSerializable();
        RangeResponse.Builder answer = RangeResponse.newBuilder();
        ByteString value = keys.get(request.getKey());
        if (value != null) {
            answer.addKvs(KeyValue.newBuilder().setKey(request.getKey()).setValue(value))
                    .setCount(1);
        }
        respond(observer, answer.build());
    }

    @Override
    public void put(PutRequest request, StreamObserver<PutResponse> observer) {
        requests.incrementAndGet();
        keys.put(request.getKey(), request.getValue());
        respond(observer, PutResponse.getDefaultInstance());
    }

    /** Of one comparison of a value and one put. */
    @Override
    public void txn(TxnRequest request, StreamObserver<TxnResponse> observer) {
        requests.incrementAndGet();
        PutRequest put = request.getSuccess(0).getRequestPut();
        boolean succeeded = keys.replace(put.getKey(), request.getCompare(0).getValue(), put.getValue());
        respond(observer, TxnResponse.newBuilder().setSucceeded(succeeded).build());
    }

    @Override
    public void close() throws IOException {
        door.close();
        closeAll();
        server.shutdownNow();
    }
}
