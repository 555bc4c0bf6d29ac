/**
 * Linearizability: is there an order of the operations, each within its own interval, that the model allows
 * (Herlihy &amp; Wing 1990)? Answered by fast paths, each for one kind of object under conditions that it checks itself, and else by
 * just-in-time linearization (Lowe 2017) with a memory of visited configurations.
 */
@NullMarked
package dev.faultline.checkers.linear;

import org.jspecify.annotations.NullMarked;
