package dev.faultline.node.contract;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.Operation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Value;
import java.util.concurrent.atomic.AtomicReference;

/** A client with a session: asks until it is answered, which a session makes safe. */
final class Caller {
    private final ClusterUnderContract cluster;
    private final long session;
    private long sequence;

    Caller(ClusterUnderContract cluster, int node, String token) {
        this.cluster = cluster;
        this.session = ((Value.Number) ask(cluster, node, new Request.Hello(token))).value();
    }

    long session() {
        return session;
    }

    Value does(int node, Operation operation) {
        return ask(cluster, node, new Command(session, ++sequence, operation));
    }

    /** What a request is answered in the end, which may be sent again. */
    static Value ask(ClusterUnderContract cluster, int node, Request request) {
        AtomicReference<Response> latest = new AtomicReference<>();
        cluster.await("node " + node + " has done: " + request, () -> {
            latest.set(cluster.request(node, request));
            return latest.get() instanceof Response.Ok;
        });
        return ((Response.Ok) latest.get()).value();
    }
}
