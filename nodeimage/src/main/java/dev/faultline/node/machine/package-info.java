/**
 * What the log of a cluster drives: registers, sets, counters, queues, locks, tasks, and the sessions that make retries exactly-once. Deterministic: time enters
 * as the leader's stamp on each command, and everything is kept in order.
 */
@NullMarked
package dev.faultline.node.machine;

import org.jspecify.annotations.NullMarked;
