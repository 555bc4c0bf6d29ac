/** Tests of generated histories. */
@NullMarked
package dev.faultline.checkers.generate;

import org.jspecify.annotations.NullMarked;
