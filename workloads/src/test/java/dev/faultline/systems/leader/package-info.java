/** Tests of the single-leader cluster's client. */
@NullMarked
package dev.faultline.systems.leader;

import org.jspecify.annotations.NullMarked;
