/** Faults of the disk below the system's data: what was not synced is lost, calls are slow, fail or find no room. */
@NullMarked
package dev.faultline.harness.fault.disk;

import org.jspecify.annotations.NullMarked;
