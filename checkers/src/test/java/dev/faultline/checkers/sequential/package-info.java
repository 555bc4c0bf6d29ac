/** Tests of sequential consistency against an oracle that tries every order. */
@NullMarked
package dev.faultline.checkers.sequential;

import org.jspecify.annotations.NullMarked;
