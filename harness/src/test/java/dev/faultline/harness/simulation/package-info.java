/** A whole simulated run of the harness, on a world that is small enough to be understood at a glance. */
@NullMarked
package dev.faultline.harness.simulation;

import org.jspecify.annotations.NullMarked;
