package dev.faultline.harness.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code events.jsonl}: what a node said of itself when it happened. A run of a system that says nothing has no such file.
 *
 * @param time nanoseconds of the history's clock
 * @param kind a word, such as {@link #SUSPECTS}, {@code campaigns}, {@link #LEADS}, {@code follows}, {@code steps-down}
 * @param subject the node that it is about, such as the one suspected; null for none
 * @param term the term in which it happened; null for none
 * @param detail one line for people; null for none
 */
public record NodeEvent(
        long time,
        String node,
        String kind,
        @Nullable String subject,
        @Nullable Long term,
        @Nullable String detail) {
    /** It has heard nothing of the leader, its subject, for so long that it takes it for failed. */
    public static final String SUSPECTS = "suspects";

    /** It has become the leader. */
    public static final String LEADS = "leads";

    public NodeEvent {
        requireNonNull(node, "node is missing");
        requireNonNull(kind, "kind is missing");
    }
}
