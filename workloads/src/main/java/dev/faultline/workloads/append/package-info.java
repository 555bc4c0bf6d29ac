/** The append workload: transactions that append to lists and read lists, which must be serializable. */
@NullMarked
package dev.faultline.workloads.append;

import org.jspecify.annotations.NullMarked;
