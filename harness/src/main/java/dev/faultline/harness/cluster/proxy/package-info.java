/**
 * The network between real hosts: iptables rules that cut links, one Toxiproxy a node that slows, narrows, slices,
 * resets or silences them, and a resident probe on each node that proves it.
 */
@NullMarked
package dev.faultline.harness.cluster.proxy;

import org.jspecify.annotations.NullMarked;
