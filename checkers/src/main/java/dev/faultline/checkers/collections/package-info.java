/** Checkers of collections of unique elements: what was acknowledged must be there in the end, and nothing else may be. */
@NullMarked
package dev.faultline.checkers.collections;

import org.jspecify.annotations.NullMarked;
