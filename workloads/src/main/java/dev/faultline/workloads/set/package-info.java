/** The set workload: unique elements are added all the time, and everything is read in the end. */
@NullMarked
package dev.faultline.workloads.set;

import org.jspecify.annotations.NullMarked;
