package dev.faultline.node.leader;

import dev.faultline.node.Env;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.MemberRequest;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.ResponseFrame;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One request of a client at the node that it asked: to whom it was given, and what can be said of it. */
final class Asked {
    private final long client;
    private final RequestFrame frame;

    /** Attempts of which it is not known that they had no effect. */
    private final TreeSet<Integer> unsettled = new TreeSet<>();

    private int attempts;
    private long triedTerm;
    private long triedNanos;
    private String reason = "no leader is known";
    private Env.@Nullable Timer deadline;

    Asked(long client, RequestFrame frame) {
        this.client = client;
        this.frame = frame;
    }

    Request request() {
        return frame.request();
    }

    void deadline(Env.Timer timer) {
        deadline = timer;
    }

    /** Whether it changes nothing, so that what is not answered did not happen. */
    static boolean reads(Request request) {
        return request instanceof MemberRequest.Members
                || (request instanceof Command command && command.operation().reads());
    }

    /** Whether doing it twice is as doing it once: reads, and what a session guards (dissertation 6.3). */
    private static boolean repeatable(Request request) {
        return reads(request)
                || request instanceof Request.Hello
                || request instanceof Request.Goodbye
                || (request instanceof Command command && command.session() != 0);
    }

    /** Whether another attempt can do no harm. */
    boolean mayTry() {
        return unsettled.isEmpty() || repeatable(request());
    }

    /** Whether an attempt is under way that may still be answered. */
    boolean waitsFor(long term, long sinceNanos) {
        return triedTerm == term && triedNanos > sinceNanos;
    }

    /** A new attempt, and its number. */
    int attempt(long term, long nowNanos) {
        triedTerm = term;
        triedNanos = nowNanos;
        attempts++;
        unsettled.add(attempts);
        return attempts;
    }

    /** An attempt had no effect and never will. */
    void settle(int attempt, String why) {
        unsettled.remove(attempt);
        lose(why);
    }

    /** An attempt will not be answered, whatever came of it. */
    void lose(String why) {
        reason = why;
        triedTerm = 0;
    }

    /** No more attempts; why those before failed says more than that time is up, if they all did. */
    void timeOut(String why) {
        if (!unsettled.isEmpty()) {
            reason = why;
        }
    }

    void answer(Env env, Response response) {
        if (deadline != null) {
            deadline.cancel();
        }
        env.answer(client, new ResponseFrame(frame.id(), response).encode());
    }

    /** What can be said when nothing more is to come. */
    Response unanswered() {
        return unsettled.isEmpty() || reads(request()) ? new Response.Refused(reason) : new Response.Unknown(reason);
    }
}
