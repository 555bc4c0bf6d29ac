package dev.faultline.node.store;

import dev.faultline.node.raft.Entry;

/**
 * A record of a segment.
 *
 * @param index an entry's; of {@code BEGIN}, {@code RESTART} and {@code TRUNCATE} the index that comes next; of {@code SEAL} the last
 * @param term an entry's; else the term of the entry before the one that comes next, or of the last
 * @param checksum as it stands in the file
 * @param previous the checksum of the record before it, as it was when this one was written
 * @param end the offset after it
 */
record LogRecord(Type type, long index, long term, byte[] data, int checksum, int previous, int end) {

    /** What a record is. The order is part of the format. */
    enum Type {
        /** First of a segment: the log goes on. */
        BEGIN,
        /** First of a segment: the log begins anew, after a snapshot. */
        RESTART,
        /** Entries from an index on are forgotten. */
        TRUNCATE,
        /** Last of what is about to be synced: damage to what is before it was not done by a crash. */
        SEAL,
        NOOP,
        COMMAND,
        CONFIGURATION;

        static Type of(Entry.Kind kind) {
            return switch (kind) {
                case NOOP -> NOOP;
                case COMMAND -> COMMAND;
                case CONFIGURATION -> CONFIGURATION;
            };
        }

        boolean isEntry() {
            return this == NOOP || this == COMMAND || this == CONFIGURATION;
        }

        boolean isFirst() {
            return this == BEGIN || this == RESTART;
        }
    }

    Entry entry() {
        Entry.Kind kind = switch (type) {
            case NOOP -> Entry.Kind.NOOP;
            case COMMAND -> Entry.Kind.COMMAND;
            case CONFIGURATION -> Entry.Kind.CONFIGURATION;
            case BEGIN, RESTART, TRUNCATE, SEAL -> throw new IllegalStateException(type + " is no entry");
        };
        return new Entry(index, term, kind, data);
    }
}
