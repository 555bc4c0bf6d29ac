/** Tests of the search against brute force, recorded histories and its own explanations. */
@NullMarked
package dev.faultline.checkers.linear;

import org.jspecify.annotations.NullMarked;
