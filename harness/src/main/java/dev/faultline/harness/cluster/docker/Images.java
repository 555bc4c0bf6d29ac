package dev.faultline.harness.cluster.docker;

/**
 * The images that a cluster is made of; both must be there, for nothing is pulled.
 *
 * @param node sshd on port 22 that takes its keys from {@code FAULTLINE_AUTHORIZED_KEY} and {@code FAULTLINE_HOST_KEY}, iptables,
 *     and {@code faultline-probe}
 * @param toxiproxy Toxiproxy's server as its entry point
 */
public record Images(String node, String toxiproxy) {}
