/** Tests of the package of the same name. */
@NullMarked
package dev.faultline.checkers.history;

import org.jspecify.annotations.NullMarked;
