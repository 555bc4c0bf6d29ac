/** Clusters on this machine's Docker engine, made ready: where the images of the one module meet the provider of the other. */
@NullMarked
package dev.faultline.docker;

import org.jspecify.annotations.NullMarked;
