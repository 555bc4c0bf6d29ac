package dev.faultline.harness.cluster.proxy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The established TCP connections of a node, as {@code ss -tnHe state established} lists them. */
final class Sockets {
    /** Receive queue, send queue, local and peer address and port, then {@code key:value} words; uid is left out for root. */
    private static final Pattern LINE = Pattern.compile("\\s*\\d+\\s+\\d+\\s+(\\S+):(\\d+)\\s+(\\S+):(\\d+)(.*)");

    private static final Pattern UID = Pattern.compile("\\buid:(\\d+)");

    private Sockets() {}

    /** One end of a connection. */
    record Socket(String local, int localPort, String remote, int remotePort, int uid) {
        @Override
        public String toString() {
            return "%s:%d to %s:%d".formatted(local, localPort, remote, remotePort);
        }
    }

    static List<Socket> parse(String listed) {
        return listed.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Socket(
                        plain(line.group(1)),
                        Integer.parseInt(line.group(2)),
                        plain(line.group(3)),
                        Integer.parseInt(line.group(4)),
                        uid(line.group(5))))
                .toList();
    }

    private static int uid(String words) {
        Matcher uid = UID.matcher(words);
        return uid.find() ? Integer.parseInt(uid.group(1)) : 0;
    }

    /** An IPv4 address that a dual-stack socket, as the JVM opens them, shows in IPv6's clothes. */
    private static String plain(String address) {
        String bare = address.replaceAll("[\\[\\]]|%.*", "");
        return bare.startsWith("::ffff:") ? bare.substring("::ffff:".length()) : bare;
    }

    /**
     * The proxy's own ends of the connections through these proxies, as a filter of {@code ss}: what it accepted, and what it opened
     * on. Empty when there are none.
     */
    static String proxyEnds(List<Socket> sockets, List<ProxyPlan.Spec> specs) {
        return sockets.stream()
                .filter(socket -> specs.stream().anyMatch(spec -> accepted(socket, spec) || opened(socket, spec)))
                .map(socket -> "( sport = :%d and dport = :%d )".formatted(socket.localPort(), socket.remotePort()))
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static boolean accepted(Socket socket, ProxyPlan.Spec spec) {
        return socket.localPort() == spec.listen();
    }

    private static boolean opened(Socket socket, ProxyPlan.Spec spec) {
        return socket.uid() == Rules.PROXY_UID
                && socket.remotePort() == spec.port()
                && socket.remote().equals(spec.address());
    }

    /**
     * The connections that should pass one of these proxies and do not. One that does ends at the proxy: the proxy's port has a
     * socket whose far end is this one's near end.
     */
    static Set<Socket> bypasses(List<Socket> sockets, List<ProxyPlan.Spec> specs) {
        Set<Integer> proxyPorts = specs.stream().map(ProxyPlan.Spec::listen).collect(Collectors.toSet());
        Set<String> carried = sockets.stream()
                .filter(socket -> proxyPorts.contains(socket.localPort()))
                .map(socket -> socket.remote() + ":" + socket.remotePort())
                .collect(Collectors.toCollection(HashSet::new));
        return sockets.stream()
                .filter(socket -> socket.uid() != Rules.PROXY_UID)
                .filter(socket -> specs.stream()
                        .anyMatch(spec -> spec.address().equals(socket.remote()) && spec.port() == socket.remotePort()))
                .filter(socket -> !carried.contains(socket.local() + ":" + socket.localPort()))
                .collect(Collectors.toSet());
    }
}
