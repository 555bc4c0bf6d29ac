package dev.faultline.node.leader;

import dev.faultline.node.NodeView;
import dev.faultline.node.machine.ReplicatedMachine;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Value;
import dev.faultline.node.raft.Configuration;
import java.util.Collection;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What a node answers who asks for its status. */
record StatusLines(NodeView view, Configuration configuration, long lastIndex, ReplicatedMachine machine) {

    Response response() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("role=" + view.role());
        lines.add("term=" + view.term());
        lines.add("leader=" + view.leader());
        lines.add("committed=" + view.committed());
        lines.add("applied=" + view.applied());
        lines.add("last=" + lastIndex);
        lines.add("voters=" + commas(configuration.voters()));
        lines.add("outgoing=" + commas(configuration.outgoing()));
        lines.add("learners=" + commas(configuration.learners()));
        lines.add("sessions=" + machine.openSessions());
        lines.add("open-tasks=" + machine.openTasks().size());
        lines.add("digest=" + Long.toHexString(machine.digest()));
        return new Response.Ok(new Value.Text(lines.toString()));
    }

    private static String commas(Collection<Integer> nodes) {
        return nodes.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
