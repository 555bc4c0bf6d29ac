package dev.faultline.node;

/**
 * What a node takes itself for.
 *
 * @param role {@code leader}, {@code follower}, {@code candidate}, {@code learner} ...
 * @param term its term or epoch
 * @param leader the node that it follows or that it is; 0 when it knows of none
 * @param committed how far it knows its log to be committed; 0 where there is no log
 * @param applied how far it has applied it
 */
public record NodeView(String role, long term, int leader, long committed, long applied) {}
