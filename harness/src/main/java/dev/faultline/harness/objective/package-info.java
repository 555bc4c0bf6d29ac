/** Objectives: stated bounds on what a run measured, whose breach makes it INVALID. */
@NullMarked
package dev.faultline.harness.objective;

import org.jspecify.annotations.NullMarked;
