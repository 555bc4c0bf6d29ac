package dev.faultline.node.raft;

/**
 * What a snapshot stands for.
 *
 * @param index the last entry that it holds the effect of
 * @param term of that entry
 * @param configuration as {@link Entry#data} of the latest configuration up to there
 */
public record SnapshotInfo(long index, long term, byte[] configuration) {}
