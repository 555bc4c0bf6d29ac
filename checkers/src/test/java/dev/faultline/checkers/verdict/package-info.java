/** Tests of the package of the same name. */
@NullMarked
package dev.faultline.checkers.verdict;

import org.jspecify.annotations.NullMarked;
