/** Queues, first in, first out, filled and emptied at once, and emptied in the end. */
@NullMarked
package dev.faultline.workloads.queue;

import org.jspecify.annotations.NullMarked;
