package dev.faultline.node;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * Known mistakes that the reference clusters can be told to make, so that whoever tests clusters can be tested. Each is one switch at
 * one place of the code. Off unless asked for by name.
 */
public enum Bug {
    ACK_BEFORE_QUORUM("set", "set", "a leader answers a write once its own disk has it; a new leader may not"),
    STALE_LEADER_READ(
            "register", "linearizable", "a node that was deposed and does not know it answers reads by itself"),
    LEASE_WITHOUT_DRIFT_BOUND(
            "register", "linearizable", "a leader's read lease lasts longer than others wait to elect"),
    VOTE_FORGOTTEN("counter", "linearizable", "after a restart a node votes a second time in a term"),
    TERM_NOT_PERSISTED("counter", "linearizable", "after a restart a node is back in an old term"),
    FSYNC_SKIPPED("set", "set", "entries are acknowledged that a crash loses"),
    VOTE_WITHOUT_LOG_CHECK("set", "set", "a candidate without committed entries can win"),
    OLD_TERM_COMMITTED_BY_COUNTING(
            "counter", "linearizable", "an entry of an old term counts as committed while it can be replaced"),
    LOG_NOT_TRUNCATED("register", "linearizable", "a follower keeps entries that the leader has not"),
    SNAPSHOT_LOSES_TAIL("counter", "linearizable", "a snapshot stands for entries whose effect is not in it"),
    MEMBERSHIP_CHANGED_BY_TWO(
            "membership", "linearizable", "majorities of the old and of the new members need not meet"),
    RETRY_APPLIED_TWICE("counter", "linearizable", "a command that was sent again takes effect again"),
    LOCK_WITHOUT_FENCING("lock", "mutual-exclusion", "who lost a lock without knowing it still writes"),
    TASK_DONE_TWICE("tasks", "tasks", "a task that was given to another node takes effect twice"),
    TORN_TAIL_ACCEPTED("counter", "linearizable", "a half-written last entry is taken for an entry"),
    CORRUPTION_ACCEPTED("register", "linearizable", "a damaged entry is taken for what was written");

    private final String workload;
    private final String checker;
    private final String breaks;

    Bug(String workload, String checker, String breaks) {
        this.workload = workload;
        this.checker = checker;
        this.breaks = breaks;
    }

    /** As options name it: {@code ack-before-quorum}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The workload that must see it. */
    public String workload() {
        return workload;
    }

    /** The checker that must see it. */
    public String checker() {
        return checker;
    }

    /** What goes wrong, in one line. */
    public String breaks() {
        return breaks;
    }

    /** All words. */
    public static Stream<String> words() {
        return Stream.of(values()).map(Bug::word);
    }
}
