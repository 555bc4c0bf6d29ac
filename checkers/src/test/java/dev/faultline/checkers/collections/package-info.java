/** Tests of the checkers of collections, against oracles that are too plain to be wrong. */
@NullMarked
package dev.faultline.checkers.collections;

import org.jspecify.annotations.NullMarked;
