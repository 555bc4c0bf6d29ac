/**
 * The simulated world that node programs run in: virtual time, one thread, one seed. {@link dev.faultline.node.sim.World} starts and
 * crashes processes; network, clocks and disks are its parts, each of which can be made to fail and tells what it did.
 */
@NullMarked
package dev.faultline.node.sim;

import org.jspecify.annotations.NullMarked;
