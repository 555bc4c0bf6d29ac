/** Locks that are held for a time and hand out fencing tokens: whether what their holders did excluded each other. */
@NullMarked
package dev.faultline.checkers.lock;

import org.jspecify.annotations.NullMarked;
