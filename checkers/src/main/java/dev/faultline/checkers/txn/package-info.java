/** Checkers of transactions: what must hold of several objects that are read and changed together. */
@NullMarked
package dev.faultline.checkers.txn;

import org.jspecify.annotations.NullMarked;
