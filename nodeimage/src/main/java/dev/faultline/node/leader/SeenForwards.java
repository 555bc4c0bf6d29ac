package dev.faultline.node.leader;

import java.util.Iterator;
import java.util.LinkedHashSet;

/**
 * Forwarded requests that a leader has taken up: networks double messages, and a request outside a session must not be performed
 * twice for that. They are for one term only, so those of earlier terms need not be remembered.
 */
final class SeenForwards {
    private static final int KEPT = 50_000;

    private final LinkedHashSet<Key> seen = new LinkedHashSet<>();

    private record Key(int peer, long id, int attempt) {}

    /** Whether it is the first of its kind. */
    boolean first(int peer, PeerMessage.Forward forward) {
        if (!seen.add(new Key(peer, forward.id(), forward.attempt()))) {
            return false;
        }
        if (seen.size() > KEPT) {
            Iterator<Key> oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        return true;
    }

    void clear() {
        seen.clear();
    }
}
