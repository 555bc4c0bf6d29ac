/** Registers with read, write and compare-and-set: must be linearizable. */
@NullMarked
package dev.faultline.workloads.register;

import org.jspecify.annotations.NullMarked;
