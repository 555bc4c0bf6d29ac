package dev.faultline.node.raft;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who the members should be.
 *
 * @param voters servers with a vote, each with its address {@code host:port}
 * @param learners servers that get the log only
 */
public record ChangeMembers(SortedMap<Integer, String> voters, SortedMap<Integer, String> learners) {
    public ChangeMembers {
        voters = Collections.unmodifiableSortedMap(new TreeMap<>(voters));
        learners = Collections.unmodifiableSortedMap(new TreeMap<>(learners));
    }

    /** The members of a configuration as they are, or will be once it is joint no more. */
    public static ChangeMembers from(Configuration now) {
        return new ChangeMembers(now.addresses(now.voters()), now.addresses(now.learners()));
    }

    public ChangeMembers add(int server, String address) {
        SortedMap<Integer, String> more = new TreeMap<>(voters);
        more.put(server, address);
        return new ChangeMembers(more, without(learners, server));
    }

    public ChangeMembers learner(int server, String address) {
        SortedMap<Integer, String> more = new TreeMap<>(learners);
        more.put(server, address);
        return new ChangeMembers(without(voters, server), more);
    }

    public ChangeMembers remove(int server) {
        return new ChangeMembers(without(voters, server), without(learners, server));
    }

    private static SortedMap<Integer, String> without(SortedMap<Integer, String> servers, int server) {
        SortedMap<Integer, String> rest = new TreeMap<>(servers);
        rest.remove(server);
        return rest;
    }
}
