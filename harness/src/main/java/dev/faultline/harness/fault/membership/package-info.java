/** Faults of who belongs to the cluster: members leave it and join it while it serves. */
@NullMarked
package dev.faultline.harness.fault.membership;

import org.jspecify.annotations.NullMarked;
