/** The simulation as a provider: clusters of our own node programs in this JVM, on virtual time, with every fault and its evidence. */
@NullMarked
package dev.faultline.sim;

import org.jspecify.annotations.NullMarked;
