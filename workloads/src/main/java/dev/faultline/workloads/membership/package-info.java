/** Registers of a cluster whose members an administrator removes and adds again all the while. */
@NullMarked
package dev.faultline.workloads.membership;

import org.jspecify.annotations.NullMarked;
