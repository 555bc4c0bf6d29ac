/** One test under many seeds, on all cores. */
@NullMarked
package dev.faultline.sweep;

import org.jspecify.annotations.NullMarked;
