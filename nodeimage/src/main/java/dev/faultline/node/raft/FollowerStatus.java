package dev.faultline.node.raft;

/**
 * How far a follower is, as its leader sees it.
 *
 * @param matched how far its log is known to match
 * @param behind how many entries it lacks
 * @param silentNanos since its last answer
 * @param fed {@code probe}, {@code pipeline} or {@code snapshot}
 */
public record FollowerStatus(int server, long matched, long behind, long silentNanos, String fed) {}
