package dev.faultline.node.raft;

/**
 * An entry of the log.
 *
 * @param index 1 or more
 * @param term of the leader that made it
 * @param kind what {@code data} is
 * @param data a command of the state machine, an encoded configuration, or nothing; not to be changed
 */
public record Entry(long index, long term, Kind kind, byte[] data) {

    /** What an entry is for. */
    public enum Kind {
        /** Nothing: a new leader's first entry (dissertation 6.4). */
        NOOP,
        /** For the state machine. */
        COMMAND,
        /** Who the members are from here on (dissertation 4). */
        CONFIGURATION
    }
}
