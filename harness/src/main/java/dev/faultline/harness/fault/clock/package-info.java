/** Faults of the time that the system's process sees, and of no other's. */
@NullMarked
package dev.faultline.harness.fault.clock;

import org.jspecify.annotations.NullMarked;
