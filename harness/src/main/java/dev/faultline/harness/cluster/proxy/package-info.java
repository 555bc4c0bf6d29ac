/**
 * The network between real hosts: iptables rules that cut links, one Toxiproxy a node that slows them, and a resident probe on
 * each node that proves both.
 */
@NullMarked
package dev.faultline.harness.cluster.proxy;

import org.jspecify.annotations.NullMarked;
