/**
 * Histories made up: clients on an object that is linearizable, whose calls overlap and now and then crash, so that a history is valid by
 * construction or has one violation that was planted. For benchmarks and for those who try a checker out.
 */
@NullMarked
package dev.faultline.checkers.generate;

import org.jspecify.annotations.NullMarked;
