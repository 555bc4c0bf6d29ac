package dev.faultline.systems.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.faultline.harness.client.Registers;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Registers as keys of etcd, asked of one member. The driver's retries, waiting and balancing are off: each request goes out once. */
final class EtcdRegisters implements Registers {
    private final Client client;
    private final KV kv;
    private final GetOption reading;
    private final Duration timeout;

    EtcdRegisters(String endpoint, boolean serializable, Duration timeout) {
        this.client = Client.builder()
                .endpoints(endpoint)
                .loadBalancerPolicy("pick_first")
                .retryMaxAttempts(0)
                .waitForReady(false)
                .connectTimeout(timeout)
                .interceptor(new Deadline(timeout))
                .build();
        this.kv = client.getKVClient();
        this.reading = GetOption.builder().withSerializable(serializable).build();
        this.timeout = timeout;
    }

    @Override
    public @Nullable Long read(String key) throws Exception {
        GetResponse response = await(kv.get(bytes(key), reading));
        return response.getKvs().isEmpty()
                ? null
                : Long.valueOf(response.getKvs().get(0).getValue().toString(UTF_8));
    }

    @Override
    public void write(String key, long value) throws Exception {
        await(kv.put(bytes(key), bytes(value)));
    }

    @Override
    public boolean compareAndSet(String key, long expected, long value) throws Exception {
        return await(kv.txn()
                        .If(new Cmp(bytes(key), Cmp.Op.EQUAL, CmpTarget.value(bytes(expected))))
                        .Then(Op.put(bytes(key), bytes(value), PutOption.DEFAULT))
                        .commit())
                .isSucceeded();
    }

    @Override
    public void close() {
        client.close();
    }

    private <T> T await(CompletableFuture<T> reply) throws Exception {
        try {
            return reply.get(timeout.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static ByteSequence bytes(String key) {
        return ByteSequence.from("register/" + key, UTF_8);
    }

    private static ByteSequence bytes(long value) {
        return ByteSequence.from(Long.toString(value), UTF_8);
    }

    /** Gives every call its time, on the wire too, so that a member stops working on what nobody awaits. */
    private record Deadline(Duration timeout) implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS));
        }
    }
}
