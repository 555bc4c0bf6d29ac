/** The knobs that systems and workloads declare, and their resolution against what a user gave. */
@NullMarked
package dev.faultline.harness.option;

import org.jspecify.annotations.NullMarked;
