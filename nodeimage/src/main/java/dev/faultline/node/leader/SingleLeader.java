package dev.faultline.node.leader;

import dev.faultline.node.Env;
import dev.faultline.node.NodeProgram;
import dev.faultline.node.NodeView;
import dev.faultline.node.raft.Raft;
import dev.faultline.node.wire.MalformedException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A node of the single-leader cluster: Raft, its store and the machine it drives, and what clients and other nodes ask of them. */
final class SingleLeader implements NodeProgram {
    private final SortedMap<Integer, String> founders;
    private final LeaderOptions options;
    private @Nullable Running running;

    SingleLeader(SortedMap<Integer, String> founders, LeaderOptions options) {
        this.founders = Collections.unmodifiableSortedMap(new TreeMap<>(founders));
        this.options = options;
    }

    @Override
    public void start(Env env) {
        running = new Running(env, founders, options);
    }

    @Override
    public void receive(int peer, byte[] message) {
        running().receive(peer, message);
    }

    @Override
    public void request(long client, byte[] frame) {
        running().request(client, frame);
    }

    @Override
    public String describe(byte[] message) {
        try {
            PeerMessage decoded = PeerMessage.decode(message);
            return decoded instanceof PeerMessage.Consensus raft ? Raft.describe(raft.message()) : decoded.toString();
        } catch (MalformedException e) {
            return message.length + " bytes: " + e.getMessage();
        }
    }

    @Override
    public NodeView view() {
        return running == null ? new NodeView("starting", 0, 0, 0, 0) : running.view();
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }
}
