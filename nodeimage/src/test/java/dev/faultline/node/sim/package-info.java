/** Tests of the simulated world. */
@NullMarked
package dev.faultline.node.sim;

import org.jspecify.annotations.NullMarked;
