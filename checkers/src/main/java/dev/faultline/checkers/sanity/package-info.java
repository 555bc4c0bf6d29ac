/** Checks that any run needs, whatever it tests: did operations succeed at all, and did the nodes' logs stay calm. */
@NullMarked
package dev.faultline.checkers.sanity;

import org.jspecify.annotations.NullMarked;
