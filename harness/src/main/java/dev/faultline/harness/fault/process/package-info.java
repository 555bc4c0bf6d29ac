/** Faults of the system's process: killed and started again, stopped and continued. */
@NullMarked
package dev.faultline.harness.fault.process;

import org.jspecify.annotations.NullMarked;
