/** Faults between nodes, and between nodes and clients: links cut, slow or lossy. */
@NullMarked
package dev.faultline.harness.fault.network;

import org.jspecify.annotations.NullMarked;
