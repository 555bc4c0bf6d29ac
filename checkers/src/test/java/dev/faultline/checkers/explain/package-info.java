/** Tests of explanations. */
@NullMarked
package dev.faultline.checkers.explain;

import org.jspecify.annotations.NullMarked;
