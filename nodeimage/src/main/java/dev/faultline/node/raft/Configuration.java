package dev.faultline.node.raft;

import dev.faultline.node.wire.ByteReader;
import dev.faultline.node.wire.ByteWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/**
 * Who the members are (dissertation 4).
 *
 * @param voters Cnew, or simply the voters
 * @param outgoing the voters of Cold while the configuration is joint (4.3); empty otherwise
 * @param learners servers that get the log and have no vote (4.2.1)
 * @param addresses of all of them, {@code host:port}
 */
public record Configuration(
        SortedSet<Integer> voters,
        SortedSet<Integer> outgoing,
        SortedSet<Integer> learners,
        SortedMap<Integer, String> addresses) {
    public Configuration {
        voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
        outgoing = Collections.unmodifiableSortedSet(new TreeSet<>(outgoing));
        learners = Collections.unmodifiableSortedSet(new TreeSet<>(learners));
        addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    }

    /** Voters only, each with its address. */
    public static Configuration of(SortedMap<Integer, String> voters) {
        return new Configuration(new TreeSet<>(voters.keySet()), new TreeSet<>(), new TreeSet<>(), voters);
    }

    static Configuration of(ChangeMembers target) {
        return of(target, new TreeSet<>(), new TreeMap<>());
    }

    /** Cold,new: what is decided needs majorities of both. */
    Configuration jointWith(ChangeMembers target) {
        return of(target, voters, addresses);
    }

    /** Cnew, which follows Cold,new. */
    Configuration settled() {
        SortedSet<Integer> members = new TreeSet<>(voters);
        members.addAll(learners);
        return new Configuration(voters, new TreeSet<>(), learners, addresses(members));
    }

    private static Configuration of(
            ChangeMembers target, SortedSet<Integer> outgoing, SortedMap<Integer, String> before) {
        SortedMap<Integer, String> addresses = new TreeMap<>(before);
        addresses.keySet().retainAll(outgoing);
        addresses.putAll(target.voters());
        addresses.putAll(target.learners());
        return new Configuration(
                new TreeSet<>(target.voters().keySet()),
                outgoing,
                new TreeSet<>(target.learners().keySet()),
                addresses);
    }

    public boolean joint() {
        return !outgoing.isEmpty();
    }

    public boolean votes(int server) {
        return voters.contains(server) || outgoing.contains(server);
    }

    public SortedSet<Integer> members() {
        SortedSet<Integer> all = new TreeSet<>(voters);
        all.addAll(outgoing);
        all.addAll(learners);
        return all;
    }

    /** A majority, while joint one of each side. */
    boolean quorum(IntPredicate agrees) {
        return reachedByQuorum(server -> agrees.test(server) ? 1 : 0) == 1;
    }

    /** The greatest number that a quorum has reached. */
    long reachedByQuorum(IntToLongFunction reached) {
        long ofVoters = reachedByMajority(voters, reached);
        return joint() ? Math.min(ofVoters, reachedByMajority(outgoing, reached)) : ofVoters;
    }

    private static long reachedByMajority(SortedSet<Integer> servers, IntToLongFunction reached) {
        long[] sorted = new long[servers.size()];
        int known = 0;
        for (int server : servers) {
            sorted[known++] = reached.applyAsLong(server);
        }
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    }

    SortedMap<Integer, String> addresses(Collection<Integer> servers) {
        SortedMap<Integer, String> some = new TreeMap<>();
        for (int server : servers) {
            some.put(server, addresses.getOrDefault(server, ""));
        }
        return some;
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter();
        write(out, voters);
        write(out, outgoing);
        write(out, learners);
        out.varint(addresses.size());
        addresses.forEach((server, address) -> out.varint(server).text(address));
        return out.toBytes();
    }

    static Configuration decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        SortedSet<Integer> voters = read(in);
        SortedSet<Integer> outgoing = read(in);
        SortedSet<Integer> learners = read(in);
        SortedMap<Integer, String> addresses = new TreeMap<>();
        for (int left = in.count(); left > 0; left--) {
            addresses.put(in.natural(), in.text());
        }
        in.end();
        return new Configuration(voters, outgoing, learners, addresses);
    }

    private static void write(ByteWriter out, SortedSet<Integer> servers) {
        out.varint(servers.size());
        servers.forEach(out::varint);
    }

    private static SortedSet<Integer> read(ByteReader in) {
        SortedSet<Integer> servers = new TreeSet<>();
        for (int left = in.count(); left > 0; left--) {
            servers.add(in.natural());
        }
        return servers;
    }

    @Override
    public String toString() {
        return voters
                + (joint() ? " joint with " + outgoing : "")
                + (learners.isEmpty() ? "" : " learners " + learners);
    }
}
