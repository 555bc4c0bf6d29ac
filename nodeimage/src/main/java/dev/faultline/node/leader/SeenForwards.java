package dev.faultline.node.leader;

import java.util.Iterator;
import java.util.LinkedHashSet;

/**
 * Forwarded requests that this node has taken up as a leader: networks double messages, and a request outside a session must not be
 * performed twice for that. They outlast the leadership, for a copy may come after it, and to refuse that would be to say that the request
 * had no effect.
 */
final class SeenForwards {
    private static final int KEPT = 50_000;

    private final LinkedHashSet<Key> seen = new LinkedHashSet<>();

    private record Key(int peer, long id, int attempt) {}

    /** Whether a copy of it was taken up: what came of that is the answer, and no other must be given. */
    boolean contains(int peer, PeerMessage.Forward forward) {
        return seen.contains(new Key(peer, forward.id(), forward.attempt()));
    }

    void add(int peer, PeerMessage.Forward forward) {
        seen.add(new Key(peer, forward.id(), forward.attempt()));
        if (seen.size() > KEPT) {
            Iterator<Key> oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
