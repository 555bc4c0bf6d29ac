/** Shells on nodes over SSH: one connection a node, host keys pinned, keys made for one run. */
@NullMarked
package dev.faultline.harness.cluster.ssh;

import org.jspecify.annotations.NullMarked;
