/** Locks held by lease, by holders that now and then stall: what they do to a resource must exclude each other. */
@NullMarked
package dev.faultline.workloads.lock;

import org.jspecify.annotations.NullMarked;
