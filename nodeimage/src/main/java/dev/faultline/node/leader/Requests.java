package dev.faultline.node.leader;

import dev.faultline.node.Env;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.Response;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The requests that clients asked this node and that only the leader can serve. Each is served here if this node leads, else forwarded,
 * and in any case answered in time: refused when it certainly had and will have no effect, unknown when it may. After a change of leaders
 * a request is tried again only if that can do no harm.
 */
final class Requests {

    /** Who leads, as far as this node knows. */
    interface Leadership {
        /** The leader; 0 when none is known. */
        int leader();

        long term();

        /** Whether this node can serve it by itself, be it the leader or not. */
        boolean servesHere(Request request);

        /** Serves a request here: as the leader, or what any node can serve. */
        void serve(Request request, Consumer<Outcome> then);
    }

    private final Env env;
    private final Leadership leadership;
    private final long withinNanos;
    private final TreeMap<Long, Asked> open = new TreeMap<>();

    /** Begins at random: an answer to an earlier process of this node must not be taken for one to this. */
    private long lastId;

    Requests(Env env, Leadership leadership, long withinNanos) {
        this.env = env;
        this.leadership = leadership;
        this.withinNanos = withinNanos;
        this.lastId = env.random().nextLong() >>> 2;
    }

    void ask(long client, RequestFrame frame) {
        long id = ++lastId;
        Asked asked = new Asked(client, frame);
        open.put(id, asked);
        asked.deadline(env.after(withinNanos, () -> {
            asked.timeOut("not answered within " + withinNanos / 1_000_000 + " ms");
            end(id, asked.unanswered());
        }));
        attempt(id);
    }

    void receive(PeerMessage.Answer answer) {
        take(answer.id(), answer.attempt(), answer.outcome());
    }

    /** Tries again what may be tried again: after a change of leaders, and now and then because messages get lost. */
    void retry() {
        // A copy: what is answered on the way is taken out.
        List.copyOf(open.keySet()).forEach(this::attempt);
    }

    private void attempt(long id) {
        Asked asked = open.get(id);
        int leader = leadership.leader();
        long term = leadership.term();
        long now = env.monotonicNanos();
        if (asked == null || leader == 0 || !asked.mayTry() || asked.waitsFor(term, now - withinNanos / 4)) {
            return;
        }
        int attempt = asked.attempt(term, now);
        if (leader == env.self() || leadership.servesHere(asked.request())) {
            leadership.serve(asked.request(), outcome -> take(id, attempt, outcome));
        } else {
            env.send(leader, new PeerMessage.Forward(id, attempt, term, asked.request()).encode());
        }
    }

    private void take(long id, int attempt, Outcome outcome) {
        Asked asked = open.get(id);
        if (asked == null) {
            return;
        }
        if (outcome instanceof Outcome.Final served) {
            end(id, served.response());
        } else if (outcome instanceof Outcome.NotServed not) {
            // Tried again when a leader is known; at once would be in a circle with a node that does not know better.
            asked.settle(attempt, not.reason());
        } else if (outcome instanceof Outcome.Lost lost) {
            asked.lose(lost.reason());
            if (!asked.mayTry()) {
                end(id, asked.unanswered());
            }
        }
    }

    private void end(long id, Response response) {
        Asked asked = open.remove(id);
        if (asked != null) {
            asked.answer(env, response);
        }
    }
}
