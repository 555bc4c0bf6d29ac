/** Clusters of containers on the Docker engine of this machine, and the sweep of what a killed run left there. */
@NullMarked
package dev.faultline.harness.cluster.docker;

import org.jspecify.annotations.NullMarked;
