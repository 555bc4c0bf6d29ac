/** A night of runs: which tests, what became of each, and how that compares with the night before. */
@NullMarked
package dev.faultline.nightly;

import org.jspecify.annotations.NullMarked;
