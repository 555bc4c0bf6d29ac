package dev.faultline.node.machine;

import dev.faultline.node.Bug;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.Operation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Value;
import java.util.Set;

/** Feeds one machine a log. */
final class Driver {
    final ReplicatedMachine machine;
    private long index;
    private long nanos = 1;

    Driver(Bug... bugs) {
        this(new ReplicatedMachine(Set.of(bugs)));
    }

    Driver(ReplicatedMachine machine) {
        this.machine = machine;
    }

    Driver afterMillis(long millis) {
        nanos += millis * 1_000_000;
        return this;
    }

    Response apply(LogCommand command) {
        return Response.of(machine.apply(++index, command.stamped(nanos)));
    }

    Response ask(Request request) {
        return apply(new LogCommand.Asked(request));
    }

    Response once(Operation operation) {
        return ask(Command.once(operation));
    }

    /** A new session. */
    long session(String token) {
        return number(ask(new Request.Hello(token)));
    }

    static long number(Response response) {
        return ((Value.Number) ((Response.Ok) response).value()).value();
    }
}
