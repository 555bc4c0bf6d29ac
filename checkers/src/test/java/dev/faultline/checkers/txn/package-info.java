/** Tests of the checkers of transactions, against oracles that are too plain to be wrong. */
@NullMarked
package dev.faultline.checkers.txn;

import org.jspecify.annotations.NullMarked;
