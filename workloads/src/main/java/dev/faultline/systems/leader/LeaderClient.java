package dev.faultline.systems.leader;

import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.time.Reply;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.Operation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.protocol.Value;
import dev.faultline.systems.reference.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One process's connection to one node, by the client protocol: one session, opened with the first command, in which each command has
 * a number. What the node says of an outcome is believed; what the way there does leaves it unknown.
 */
final class LeaderClient {
    /** After so long without an answer a command is sent again, by one that does so. */
    private static final Duration RESEND = Duration.ofMillis(300);

    private static final Response BROKEN = new Response.Unknown("the connection broke");

    private final Connection connection;
    private final Duration timeout;
    private final boolean resends;
    private final Map<Long, Consumer<Response>> open = new TreeMap<>();
    private long requests;
    private long session;
    private long sequence;

    /** @param resends whether a command whose outcome is unknown is sent again, as the same one, as long as there is time */
    LeaderClient(Connection connection, Duration timeout, boolean resends) {
        this.connection = connection;
        this.timeout = timeout;
        this.resends = resends;
        connection.listen(this::hear);
    }

    /**
     * Performs an operation within the session.
     *
     * @throws DefiniteFailure when nothing happened
     * @throws Exception when it is unknown whether anything happened
     */
    Value perform(Operation operation) throws Exception {
        return connection.await(timeout, done -> inSession(operation, done));
    }

    /** Makes a request outside sessions; throws as {@link #perform} does. */
    Value ask(Request request) throws Exception {
        return connection.await(timeout, done -> send(request, response -> done.accept(reply(response))));
    }

    private void inSession(Operation operation, Consumer<Reply<Value>> done) {
        if (operation.reads()) {
            send(Command.once(operation), response -> done.accept(reply(response)));
        } else if (session != 0) {
            command(operation, done);
        } else {
            send(new Request.Hello(connection.name()), response -> {
                if (response instanceof Response.Ok ok && ok.value() instanceof Value.Number number) {
                    session = number.value();
                    command(operation, done);
                } else {
                    done.accept(Reply.failed(new DefiniteFailure("no session: " + response)));
                }
            });
        }
    }

    private void command(Operation operation, Consumer<Reply<Value>> done) {
        Command command = new Command(session, ++sequence, operation);
        if (resends) {
            new Persistent(command, done).send();
        } else {
            send(command, response -> done.accept(reply(response)));
        }
    }

    /**
     * A command that is sent again until there is an answer that counts for all of it: that it is done, or, while it was sent only once, that
     * it is refused. What was refused the second time may have been done the first.
     */
    private final class Persistent {
        private final Command command;
        private final Consumer<Reply<Value>> done;
        private boolean over;
        private int sent;

        Persistent(Command command, Consumer<Reply<Value>> done) {
            this.command = command;
            this.done = done;
        }

        void send() {
            // The next command of the session says that this one was given up.
            if (over || sequence != command.sequence()) {
                return;
            }
            sent++;
            LeaderClient.this.send(command, response -> {
                if (!over
                        && (response instanceof Response.Ok
                                || (sent == 1 && !(response instanceof Response.Unknown)))) {
                    over = true;
                    done.accept(reply(response));
                }
            });
            connection.after(RESEND, this::send);
        }
    }

    private void send(Request request, Consumer<Response> answered) {
        long id = ++requests;
        open.put(id, answered);
        connection.send(new RequestFrame(id, request).encode(), () -> settle(id, BROKEN));
    }

    private void hear(byte[] frame) {
        ResponseFrame answer = ResponseFrame.decode(frame);
        settle(answer.id(), answer.response());
    }

    private void settle(long id, Response response) {
        Consumer<Response> waiting = open.remove(id);
        if (waiting != null) {
            waiting.accept(response);
        }
    }

    private static Reply<Value> reply(Response response) {
        if (response instanceof Response.Ok ok) {
            return Reply.of(ok.value());
        }
        if (response instanceof Response.Unknown unknown) {
            return Reply.failed(new IOException(unknown.reason()));
        }
        return Reply.failed(new DefiniteFailure(response.toString()));
    }

    void close() {
        connection.close();
    }
}
