/**
 * The single-leader cluster: a node program of Raft, a store, the replicated state machine and the client protocol. {@code nodeimage/README.md} says what its
 * options and requests do.
 */
@NullMarked
package dev.faultline.node.leader;

import org.jspecify.annotations.NullMarked;
