package dev.faultline.node.raft;

/**
 * Where a command was put. It is committed when the entry that is applied at {@code index} has this {@code term}, and never will be
 * when that entry has another.
 */
public record Proposal(long index, long term) {}
