package dev.faultline.node.raft;

import dev.faultline.node.Bug;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a server goes about it. All servers of a cluster must have the same election timeouts.
 *
 * @param heartbeatNanos how often a leader makes itself heard
 * @param electionMinNanos the least election timeout: as long nobody votes after having heard of a leader (4.2.3, 6.4.1)
 * @param electionMaxNanos the greatest; a leader that no quorum answered for so long steps down (6.2)
 * @param batchBytes entries that go in one message, at least one
 * @param window AppendEntries that may be under way to one follower (10.2.2)
 * @param snapshotEntries how many entries are applied between two snapshots (5.1.2)
 * @param keptEntries how many entries before a snapshot stay, for followers that are only a little behind
 * @param chunkBytes of a snapshot in one message
 * @param leases whether leases are relied on: if so, a server that has just started does not vote for the least election timeout, as it
 *     may have heard of a leader right before; if not, {@link ReadMode#LEASE} is {@link ReadMode#INDEX}
 * @param bugs planted mistakes
 */
public record RaftOptions(
        long heartbeatNanos,
        long electionMinNanos,
        long electionMaxNanos,
        int batchBytes,
        int window,
        int snapshotEntries,
        int keptEntries,
        int chunkBytes,
        boolean leases,
        Set<Bug> bugs) {
    private static final long MILLI = 1_000_000;

    public static final RaftOptions DEFAULT = new RaftOptions(
            50 * MILLI, 300 * MILLI, 600 * MILLI, 64 * 1024, 8, 1000, 200, 64 * 1024, true, Collections.emptySet());

    public RaftOptions {
        require(heartbeatNanos > 0, "heartbeatNanos must be positive");
        require(electionMinNanos > heartbeatNanos, "electionMinNanos must be more than heartbeatNanos");
        require(electionMaxNanos > electionMinNanos, "electionMaxNanos must be more than electionMinNanos");
        require(batchBytes > 0 && window > 0 && chunkBytes > 0, "batchBytes, window and chunkBytes must be positive");
        require(snapshotEntries > 0 && keptEntries >= 0, "snapshotEntries must be positive, keptEntries not negative");
        EnumSet<Bug> copy = EnumSet.noneOf(Bug.class);
        copy.addAll(bugs);
        bugs = Collections.unmodifiableSet(copy);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    public RaftOptions withTimeouts(long heartbeat, long electionMin, long electionMax) {
        return new RaftOptions(
                heartbeat,
                electionMin,
                electionMax,
                batchBytes,
                window,
                snapshotEntries,
                keptEntries,
                chunkBytes,
                leases,
                bugs);
    }

    public RaftOptions withReplication(int bytes, int messages) {
        return new RaftOptions(
                heartbeatNanos,
                electionMinNanos,
                electionMaxNanos,
                bytes,
                messages,
                snapshotEntries,
                keptEntries,
                chunkBytes,
                leases,
                bugs);
    }

    public RaftOptions withSnapshots(int entries, int kept, int chunk) {
        return new RaftOptions(
                heartbeatNanos,
                electionMinNanos,
                electionMaxNanos,
                batchBytes,
                window,
                entries,
                kept,
                chunk,
                leases,
                bugs);
    }

    public RaftOptions withLeases(boolean reliedOn) {
        return new RaftOptions(
                heartbeatNanos,
                electionMinNanos,
                electionMaxNanos,
                batchBytes,
                window,
                snapshotEntries,
                keptEntries,
                chunkBytes,
                reliedOn,
                bugs);
    }

    public RaftOptions withBugs(Set<Bug> planted) {
        return new RaftOptions(
                heartbeatNanos,
                electionMinNanos,
                electionMaxNanos,
                batchBytes,
                window,
                snapshotEntries,
                keptEntries,
                chunkBytes,
                leases,
                planted);
    }

    boolean has(Bug bug) {
        return bugs.contains(bug);
    }

    /** Followers compare their state with the leader's. Not with a planted bug: it would stop the cluster before clients see anything. */
    boolean stateChecks() {
        return bugs.isEmpty();
    }

    @Override
    public String toString() {
        SortedSet<String> words = new TreeSet<>();
        bugs.forEach(bug -> words.add(bug.word()));
        return "heartbeat " + heartbeatNanos / MILLI + " ms, election " + electionMinNanos / MILLI + "-"
                + electionMaxNanos / MILLI + " ms" + (words.isEmpty() ? "" : ", bugs " + words);
    }
}
