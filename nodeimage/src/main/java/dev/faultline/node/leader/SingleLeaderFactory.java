package dev.faultline.node.leader;

import dev.faultline.node.NodeProgram;
import dev.faultline.node.ProgramFactory;
import java.util.Map;
import java.util.SortedMap;

/** Makes programs of the single-leader cluster. */
public final class SingleLeaderFactory implements ProgramFactory {
    /** What runtimes know this kind of cluster by. */
    public static final String NAME = "single-leader";

    @Override
    public NodeProgram create(int self, SortedMap<Integer, String> members, Map<String, String> options) {
        return new SingleLeader(members, LeaderOptions.of(options));
    }
}
