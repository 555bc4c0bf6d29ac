/**
 * Why a history is not linearizable, for people and for programs: the shortest bad prefix, the completions that matter and the
 * orders that got furthest, as data and as a page.
 */
@NullMarked
package dev.faultline.checkers.explain;

import org.jspecify.annotations.NullMarked;
