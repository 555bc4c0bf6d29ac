/**
 * Makes a machine ready to run clusters in containers: a Docker engine that answers, the node image, Toxiproxy's image.
 * Every step looks before it acts, so that a second call costs a few tenths of a second.
 */
@NullMarked
package dev.faultline.nodeimage.provision;

import org.jspecify.annotations.NullMarked;
