/** The persistent state of one Raft server in files: {@link dev.faultline.node.store.DurableStore}. It recovers from what a crash can do and refuses the rest. */
@NullMarked
package dev.faultline.node.store;

import org.jspecify.annotations.NullMarked;
