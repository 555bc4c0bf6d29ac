package dev.faultline.harness.store;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One line of {@code roles.jsonl}: from when on a node was seen in a role. A node keeps its role until its next line.
 *
 * @param at nanoseconds of the history's clock, when the node was asked; it may have changed up to one look earlier
 * @param role {@code leader}, {@code follower}, {@code candidate} (knows of no leader) or {@code silent} (does not answer)
 * @param term the term or epoch that the node was in, where the system has such
 */
public record RoleChange(
        long at, String node, String role, @Nullable Long term) {
    public static final String LEADER = "leader";
    public static final String FOLLOWER = "follower";
    public static final String CANDIDATE = "candidate";
    public static final String SILENT = "silent";

    public RoleChange {
        requireNonNull(node, "node is missing");
        requireNonNull(role, "role is missing");
    }
}
