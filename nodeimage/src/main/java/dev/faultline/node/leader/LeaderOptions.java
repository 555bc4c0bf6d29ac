package dev.faultline.node.leader;

import dev.faultline.node.Bug;
import dev.faultline.node.raft.RaftOptions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How a cluster of single-leader programs works; the same for all its nodes.
 *
 * @param reads who answers reads, and after what
 * @param replication when a write is acknowledged
 * @param heartbeatMillis how often a leader says that it leads
 * @param electionMillis how long a follower waits for a leader at least; it waits up to twice as long
 * @param snapshotEntries after so many applied entries a node takes a snapshot
 * @param batchBytes how much of the log one message to a follower holds at most
 * @param window how many such messages may be under way to a follower
 * @param requestMillis after so long a request is answered, be it that nothing is known
 * @param taskMillis how long a task's work takes
 * @param bugs that are planted
 */
record LeaderOptions(
        Reads reads,
        Replication replication,
        int heartbeatMillis,
        int electionMillis,
        int snapshotEntries,
        int batchBytes,
        int window,
        int requestMillis,
        int taskMillis,
        Set<Bug> bugs) {

    /** Who answers reads. */
    enum Reads {
        /** The leader, after a majority told that it still leads (dissertation 6.4). */
        INDEX,
        /** The leader, while a majority will not elect another (dissertation 6.4.1). */
        LEASE,
        /** The leader, by an entry of the log. */
        LOG,
        /** Whoever is asked, from what it has applied: may be any time behind. Weaker. */
        LOCAL
    }

    /** When a write is acknowledged. */
    enum Replication {
        /** When a majority has it. */
        QUORUM,
        /** When the leader has it: what it acknowledged last is lost with it. Weaker. */
        ASYNC
    }

    private static final long MILLI = 1_000_000;
    private static final int SNAPSHOT_CHUNK_BYTES = 64 * 1024;
    private static final Set<String> NAMES = new TreeSet<>(Set.of(
            "reads",
            "replication",
            "heartbeat-millis",
            "election-millis",
            "snapshot-entries",
            "batch-bytes",
            "window",
            "request-millis",
            "task-millis",
            "bug"));

    LeaderOptions {
        bugs = bugs.isEmpty() ? EnumSet.noneOf(Bug.class) : EnumSet.copyOf(bugs);
        if (bugs.contains(Bug.LEASE_WITHOUT_DRIFT_BOUND) && reads != Reads.LEASE) {
            throw new IllegalArgumentException("bug: lease-without-drift-bound is nothing without reads=lease");
        }
        if (electionMillis < 3 * heartbeatMillis) {
            throw new IllegalArgumentException("election-millis: at least three times heartbeat-millis, "
                    + 3 * heartbeatMillis + ", not " + electionMillis);
        }
    }

    /**
     * @throws IllegalArgumentException for an unknown name or value; the message names it and what is allowed
     */
    static LeaderOptions of(Map<String, String> options) {
        for (String name : new TreeMap<>(options).keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("no option \"" + name + "\" (" + String.join(", ", NAMES) + ")");
            }
        }
        Set<Bug> bugs = bugs(options.getOrDefault("bug", ""));
        return new LeaderOptions(
                word(options, "reads", bugs.contains(Bug.LEASE_WITHOUT_DRIFT_BOUND) ? Reads.LEASE : Reads.INDEX),
                word(options, "replication", Replication.QUORUM),
                number(options, "heartbeat-millis", 50, 1, 60_000),
                number(options, "election-millis", 500, 3, 600_000),
                number(options, "snapshot-entries", 1_000, 1, 10_000_000),
                number(options, "batch-bytes", 1 << 16, 1, 1 << 24),
                number(options, "window", 8, 1, 1_000),
                number(options, "request-millis", 1_000, 1, 600_000),
                number(options, "task-millis", 20, 0, 600_000),
                bugs);
    }

    private static <E extends Enum<E>> E word(Map<String, String> options, String name, E usual) {
        E[] all = usual.getDeclaringClass().getEnumConstants();
        String word = options.get(name);
        if (word == null) {
            return usual;
        }
        return Arrays.stream(all)
                .filter(each -> word(each).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + ": \"" + word + "\" is none of "
                        + Arrays.stream(all).map(LeaderOptions::word).collect(Collectors.joining(", "))));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static int number(Map<String, String> options, String name, int usual, int min, int max) {
        String text = options.get(name);
        if (text == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, as numbers out of range are.
        }
        throw new IllegalArgumentException(
                name + ": a whole number from " + min + " to " + max + ", not \"" + text + "\"");
    }

    private static Set<Bug> bugs(String words) {
        Set<Bug> bugs = EnumSet.noneOf(Bug.class);
        for (String word : words.split(",", -1)) {
            String trimmed = word.trim();
            if (!trimmed.isEmpty()) {
                bugs.add(Arrays.stream(Bug.values())
                        .filter(bug -> bug.word().equals(trimmed))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("bug: \"" + trimmed + "\" is none of "
                                + Bug.words().collect(Collectors.joining(", ")))));
            }
        }
        return bugs;
    }

    long heartbeatNanos() {
        return heartbeatMillis * MILLI;
    }

    long electionNanos() {
        return electionMillis * MILLI;
    }

    long taskNanos() {
        return taskMillis * MILLI;
    }

    long requestNanos() {
        return requestMillis * MILLI;
    }

    /** What Raft is to know of these. */
    RaftOptions raft() {
        return RaftOptions.DEFAULT
                .withTimeouts(heartbeatNanos(), electionNanos(), 2 * electionNanos())
                .withReplication(batchBytes, window)
                .withSnapshots(snapshotEntries, snapshotEntries / 5, SNAPSHOT_CHUNK_BYTES)
                .withLeases(reads == Reads.LEASE)
                .withBugs(bugs);
    }

    /** Whether a leader answers before others have what it answers. */
    boolean answersAtOnce() {
        return replication == Replication.ASYNC;
    }
}
