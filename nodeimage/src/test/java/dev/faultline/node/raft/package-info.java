/** Raft's rules one by one, and a cluster in memory under random faults whose invariants are checked after every step. */
@NullMarked
package dev.faultline.node.raft;

import org.jspecify.annotations.NullMarked;
