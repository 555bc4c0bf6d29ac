package dev.faultline.systems.leader;

import dev.faultline.harness.option.Option;
import dev.faultline.harness.option.Options;
import dev.faultline.node.Bug;
import dev.faultline.node.NodeProgram;
import dev.faultline.node.leader.SingleLeaderFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What can be chosen of the single-leader node program, and a program as chosen. */
final class ProgramOptions {
    private static final String NO_BUG = "none";

    private ProgramOptions() {}

    static List<Option> all() {
        List<String> bugs = new ArrayList<>(List.of(NO_BUG));
        Bug.words().forEach(bugs::add);
        return List.of(
                Option.oneOf(
                        "reads",
                        "index reads ask a quorum who leads, lease reads count on clocks, log reads go through the log; local ones are"
                                + " answered by the node asked, stale or not",
                        "index",
                        "lease",
                        "log",
                        "local"),
                Option.oneOf(
                        "replication",
                        "a write is answered once a quorum has it; async: once the leader has it, so that it may be lost",
                        "quorum",
                        "async"),
                Option.oneOf("bug", "a mistake that the cluster is to make", bugs.toArray(String[]::new)),
                Option.number("snapshot-entries", "entries of the log after which a snapshot is taken", 1000, 1),
                Option.number("heartbeat-millis", "how often a leader says that it leads", 50, 1),
                Option.number(
                        "election-millis",
                        "how long a follower waits for a leader at least, and at most twice as long",
                        500,
                        3),
                Option.number("batch-bytes", "how much of the log one message holds at most", 65_536, 1),
                Option.number("window", "how many messages may be under way to a follower", 8, 1));
    }

    /**
     * Makes a new program at each start of the node.
     *
     * @param members addresses by number; none for a node that is yet to be added
     */
    static Supplier<NodeProgram> program(int node, SortedMap<Integer, String> members, Options options) {
        Map<String, String> words = words(options);
        return () -> new SingleLeaderFactory().create(node, members, words);
    }

    /** @throws IllegalArgumentException when no program can be made of them, as one option forbids another's value */
    static void requireConsistent(Options options) {
        new SingleLeaderFactory().create(1, new TreeMap<>(Map.of(1, SingleLeader.address(1))), words(options));
    }

    private static Map<String, String> words(Options options) {
        Map<String, String> words = new TreeMap<>();
        all().forEach(option -> words.put(option.name(), options.get(option.name())));
        words.remove("bug", NO_BUG);
        return words;
    }
}
