package dev.faultline.node.real;

import dev.faultline.node.Env;
import io.netty.channel.Channel;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;

/** What a node's process says: one line each. */
final class NodeLog {
    private final int self;
    private final PrintStream to;

    NodeLog(int self, PrintStream to) {
        this.self = self;
        this.to = to;
    }

    void say(String line) {
        to.println(Instant.now() + " node " + self + ": " + line.replace('\n', ' '));
    }

    void event(Env.Event event) {
        StringBuilder line = new StringBuilder(event.kind());
        if (event.term() > 0) {
            line.append(" in term ").append(event.term());
        }
        if (event.subject() > 0) {
            line.append(", node ").append(event.subject());
        }
        say(line.append(": ").append(event.detail()).toString());
    }

    /** Of a connection that is closed because of what came on it; that it was lost is no news. */
    void refused(Channel channel, Throwable cause) {
        if (!(cause instanceof IOException)) {
            say("closes the connection from " + channel.remoteAddress() + ": " + words(cause));
        }
    }

    /** A failure in one line, with the place it came from. */
    void failed(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        say("stops: " + words(cause) + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    private static String words(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
