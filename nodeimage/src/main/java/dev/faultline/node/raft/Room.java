package dev.faultline.node.raft;

import dev.faultline.node.StorageException;

/**
 * Whether this server's disk has room. A server without any goes on with what it has: what it cannot keep it does not acknowledge, as if
 * it had not arrived, so that nobody counts on it.
 */
final class Room {
    private final Server server;
    private boolean lacking;

    Room(Server server) {
        this.server = server;
    }

    /**
     * Does what may need room, and has done nothing that counts if there was none.
     *
     * @return whether there was room
     */
    boolean forThis(Runnable step) {
        try {
            step.run();
            return true;
        } catch (StorageException e) {
            if (!e.full()) {
                throw e;
            }
            lacks();
            return false;
        }
    }

    /** Something was refused. Told once, and not again before something was kept. */
    void lacks() {
        if (!lacking) {
            lacking = true;
            server.tell("no-room", "the disk is full; it keeps and promises nothing new", 0);
        }
    }

    /** Something was kept. */
    void found() {
        if (lacking) {
            lacking = false;
            server.tell("room", "the disk has room again", 0);
        }
    }
}
