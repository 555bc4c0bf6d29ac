/** Faults as data, how they are planned, injected and healed, and the evidence that they took effect. */
@NullMarked
package dev.faultline.harness.fault;

import org.jspecify.annotations.NullMarked;
