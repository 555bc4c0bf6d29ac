/** Verdicts of three values, what carries them, and how those of several checkers become one. */
@NullMarked
package dev.faultline.checkers.verdict;

import org.jspecify.annotations.NullMarked;
