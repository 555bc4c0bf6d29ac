/** Counters that are added to and read: what is sent twice must count once. */
@NullMarked
package dev.faultline.workloads.counter;

import org.jspecify.annotations.NullMarked;
