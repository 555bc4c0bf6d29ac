package dev.faultline.systems.zookeeper;

import dev.faultline.harness.cluster.Node;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The configuration of the servers that serve together: the same on every node, but for the server's own id. */
record Ensemble(List<Node> nodes) {
    static final int CLIENT_PORT = 2181;
    static final int PEER_PORT = 2888;
    static final int ELECTION_PORT = 3888;
    static final String FOLDER = "/etc/faultline/zookeeper";
    static final String DATA = "/var/lib/faultline/zookeeper";

    static final String LOGGING = """
            log4j.rootLogger=INFO, CONSOLE
            log4j.appender.CONSOLE=org.apache.log4j.ConsoleAppender
            log4j.appender.CONSOLE.layout=org.apache.log4j.PatternLayout
            log4j.appender.CONSOLE.layout.ConversionPattern=%d{ISO8601} [%t] %-5p %c{1} - %m%n
            """;

    Ensemble {
        nodes = List.copyOf(nodes);
    }

    /** A follower that hears nothing of its leader, or a leader nothing of a majority, gives up after 8 ticks: 4 s. */
    String configuration() {
        String servers = IntStream.range(0, nodes.size())
                .mapToObj(i -> "server." + (i + 1) + "=" + nodes.get(i).address() + ":" + PEER_PORT + ":"
                        + ELECTION_PORT + "\n")
                .collect(Collectors.joining());
        return """
                tickTime=500
                initLimit=20
                syncLimit=8
                dataDir=%s
                clientPort=%d
                maxClientCnxns=0
                admin.enableServer=false
                standaloneEnabled=false
                4lw.commands.whitelist=*
                """.formatted(DATA, CLIENT_PORT) + servers;
    }

    /** The id of the server on this node, from 1. */
    String id(Node node) {
        int index = nodes.indexOf(node);
        if (index < 0) {
            throw new IllegalArgumentException("node: " + node + " is not one of " + nodes);
        }
        return (index + 1) + "\n";
    }
}
