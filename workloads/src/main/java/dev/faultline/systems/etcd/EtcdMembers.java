package dev.faultline.systems.etcd;

import dev.faultline.harness.cluster.Cluster;
import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The member list of etcd, told and changed by {@code etcdctl} on a node, which asks the member on that node. */
final class EtcdMembers {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String INITIAL_CLUSTER = "ETCD_INITIAL_CLUSTER=";

    /**
     * A line of the list.
     *
     * @param id as etcdctl takes it, hexadecimal
     * @param name empty as long as it has never run
     * @param peerUrl where the others reach it
     */
    record Member(String id, String name, String peerUrl) {

        /** Reads {@code id, status, name, peer URLs, client URLs, learner}. */
        static Optional<Member> parse(String line) {
            String[] parts = line.split(", ", -1);
            return parts.length < 5 ? Optional.empty() : Optional.of(new Member(parts[0], parts[2], parts[3]));
        }
    }

    /** The nodes' names; of a member on no node of the cluster its own, or where it should be. */
    Optional<SortedSet<String>> names(Node teller, Cluster cluster) {
        return list(teller).map(members -> {
            SortedSet<String> names = new TreeSet<>();
            members.forEach(member -> names.add(Stream.concat(cluster.nodes().stream(), cluster.spares().stream())
                    .filter(node -> node.url(Etcd.PEER_PORT).equals(member.peerUrl()))
                    .map(Node::name)
                    .findFirst()
                    .orElse(member.name().isEmpty() ? member.peerUrl() : member.name())));
            return names;
        });
    }

    private static Optional<List<Member>> list(Node teller) {
        Shell.Result result = ask(teller, "list");
        return result.ok()
                ? Optional.of(result.out()
                        .lines()
                        .map(Member::parse)
                        .flatMap(Optional::stream)
                        .toList())
                : Optional.empty();
    }

    /** @throws ShellException when it is not in the list, or with etcd's words when etcd refuses */
    void remove(Node node, Node asked) {
        String url = node.url(Etcd.PEER_PORT);
        Member member = list(asked).orElse(List.of()).stream()
                .filter(m -> m.peerUrl().equals(url))
                .findFirst()
                .orElseThrow(() -> new ShellException(asked + " tells of no member at " + url, null));
        ask(asked, "remove", member.id()).orThrow();
    }

    /**
     * Adds a node that does not run yet.
     *
     * @return all members with their peer URLs, as the newcomer is to be given them
     * @throws ShellException with etcd's words when it refuses
     */
    String add(Node newcomer, Node asked) {
        String said = ask(asked, "add", newcomer.name(), "--peer-urls=" + newcomer.url(Etcd.PEER_PORT))
                .orThrow();
        return initialCluster(said);
    }

    /** The one line that the newcomer needs, of what etcdctl says when it has added a member. */
    static String initialCluster(String said) {
        return said.lines()
                .filter(line -> line.startsWith(INITIAL_CLUSTER))
                .map(line -> line.substring(INITIAL_CLUSTER.length()).replace("\"", ""))
                .findFirst()
                .orElseThrow(() -> new ShellException("etcdctl did not say who the members are: " + said, null));
    }

    private static Shell.Result ask(Node node, String... words) {
        Stream<String> command = Stream.of(
                "env",
                "ETCDCTL_API=3",
                "etcdctl",
                "--endpoints=" + node.url(Etcd.CLIENT_PORT),
                "--dial-timeout=2s",
                "--command-timeout=5s",
                "member");
        return node.shell()
                .exec(PATIENCE, Stream.concat(command, Stream.of(words)).toList());
    }
}
