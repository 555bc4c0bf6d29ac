/** Tests of the checker of locks, against a brute-force oracle and by table. */
@NullMarked
package dev.faultline.checkers.lock;

import org.jspecify.annotations.NullMarked;
