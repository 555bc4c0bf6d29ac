package dev.faultline.systems.etcd;

import io.etcd.jetcd.Client;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One connection to one member. The driver's retries, waiting and balancing are off: each request goes out once. */
final class EtcdConnection implements AutoCloseable {
    private final Client client;
    private final Duration timeout;

    EtcdConnection(String endpoint, Duration timeout) {
        this.timeout = timeout;
        this.client = Client.builder()
                .endpoints(endpoint)
                .loadBalancerPolicy("pick_first")
                .retryMaxAttempts(0)
                .waitForReady(false)
                .connectTimeout(timeout)
                .interceptor(new Deadline(timeout))
                .build();
    }

    Client client() {
        return client;
    }

    /** The reply, or what the call failed with. */
    <T> T await(CompletableFuture<T> reply) throws Exception {
        try {
            return reply.get(timeout.toMillis() * 2, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** Gives every call its time, on the wire too, so that a member stops working on what nobody awaits. */
    private record Deadline(Duration timeout) implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS));
        }
    }
}
