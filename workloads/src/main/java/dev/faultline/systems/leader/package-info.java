/** The single-leader cluster of ours: Raft below registers, sets, counters, queues, locks and tasks. */
@NullMarked
package dev.faultline.systems.leader;

import org.jspecify.annotations.NullMarked;
