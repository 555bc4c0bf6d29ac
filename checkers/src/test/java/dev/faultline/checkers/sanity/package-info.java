/** Tests of the package of the same name. */
@NullMarked
package dev.faultline.checkers.sanity;

import org.jspecify.annotations.NullMarked;
