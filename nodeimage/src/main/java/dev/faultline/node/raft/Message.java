package dev.faultline.node.raft;

import java.util.List;

/** What servers say to each other, each readable as a line for people that begins with its kind. Requests and their answers are messages of their own, since each may be lost, late or doubled. */
sealed interface Message {

    /** The sender's term; of a pre-vote, the term it would campaign in. */
    long term();

    /** Why a vote is asked for. */
    enum Purpose {
        /** Whether one would be given (9.6). */
        PRE_VOTE,
        VOTE,
        /** A leader has asked the candidate to take over, so that having heard of that leader is no reason to refuse (4.2.3). */
        TRANSFER
    }

    /** RequestVote (figure 3.1). */
    record RequestVote(long term, long lastIndex, long lastTerm, Purpose purpose) implements Message {
        @Override
        public String toString() {
            String what = purpose == Purpose.PRE_VOTE ? "request pre-vote" : "request vote";
            return what + " term " + term + ", log ends at " + lastIndex + "/" + lastTerm
                    + (purpose == Purpose.TRANSFER ? ", as the leader asked" : "");
        }
    }

    /** Answer to {@link RequestVote}; {@code term} is the one asked for when a pre-vote is granted. */
    record Vote(long term, boolean granted, boolean preVote) implements Message {
        @Override
        public String toString() {
            return (preVote ? "pre-vote " : "vote ") + (granted ? "granted" : "refused") + " term " + term;
        }
    }

    /**
     * AppendEntries (figure 3.1), also the heartbeat.
     *
     * @param round which round of asking "do I still lead" this belongs to (6.4)
     * @param checkedIndex an index that the leader has applied
     * @param digest of what its state machine answered up to there
     */
    record AppendEntries(
            long term,
            long prevIndex,
            long prevTerm,
            List<Entry> entries,
            long commit,
            long round,
            long checkedIndex,
            long digest)
            implements Message {
        long lastIndex() {
            return prevIndex + entries.size();
        }

        /** Rounds of heartbeats are not told: without them those that bring nothing new read alike. */
        @Override
        public String toString() {
            String after = " term " + term + ", after " + prevIndex + "/" + prevTerm + ", commit " + commit;
            if (entries.isEmpty()) {
                return "heartbeat" + after;
            }
            long first = prevIndex + 1;
            String which = first == lastIndex() ? "entry " + first : "entries " + first + ".." + lastIndex();
            return "append " + which + after + ", round " + round;
        }
    }

    /**
     * Answer to {@link AppendEntries}.
     *
     * @param index when it matched, up to where; when not, up to where it may (the conflict hint, 3.5)
     * @param prevIndex of the request
     */
    record Appended(long term, boolean matched, long index, long prevIndex, long round) implements Message {
        @Override
        public String toString() {
            if (!matched) {
                return "append refused term " + term + ", may match to " + index;
            }
            return index == prevIndex
                    ? "heartbeat answered term " + term + ", matches to " + index
                    : "appended to " + index + " term " + term + ", round " + round;
        }
    }

    /** InstallSnapshot (figure 5.3): one chunk. */
    record InstallSnapshot(
            long term,
            long index,
            long indexTerm,
            byte[] configuration,
            long offset,
            byte[] chunk,
            boolean last,
            long round)
            implements Message {
        @Override
        public String toString() {
            return "install snapshot term " + term + ", up to " + index + "/" + indexTerm + ", bytes " + offset + ".."
                    + (offset + chunk.length) + (last ? ", the last" : "");
        }
    }

    /** Answer to {@link InstallSnapshot}: how many bytes of that snapshot are there, or that it is installed. */
    record SnapshotReceived(long term, long index, long bytes, boolean installed, long round) implements Message {
        @Override
        public String toString() {
            return "snapshot " + (installed ? "installed" : "received") + " term " + term + ", up to " + index
                    + (installed ? "" : ", bytes 0.." + bytes);
        }
    }

    /** TimeoutNow (3.10). */
    record TimeoutNow(long term) implements Message {
        @Override
        public String toString() {
            return "timeout now term " + term;
        }
    }

    /** A follower asks the leader for a read index (6.4). */
    record AskReadIndex(long term, long id) implements Message {
        @Override
        public String toString() {
            return "ask read index term " + term;
        }
    }

    /** Answer to {@link AskReadIndex}; {@code index} is -1 when there is none to be had. */
    record ReadIndexIs(long term, long id, long index) implements Message {
        @Override
        public String toString() {
            return (index < 0 ? "no read index" : "read index " + index) + " term " + term;
        }
    }
}
