package dev.faultline.node.leader;

import dev.faultline.node.Env;
import dev.faultline.node.NodeView;
import dev.faultline.node.machine.ReplicatedMachine;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.MemberRequest;
import dev.faultline.node.protocol.ProtocolException;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.RequestFrame;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.ResponseFrame;
import dev.faultline.node.raft.Configuration;
import dev.faultline.node.raft.Listener;
import dev.faultline.node.raft.Raft;
import dev.faultline.node.raft.RaftStore;
import dev.faultline.node.raft.Role;
import dev.faultline.node.store.DurableStore;
import dev.faultline.node.wire.MalformedException;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** A process of {@link SingleLeader}: its parts, and which of them gets what. */
final class Running implements Listener, Requests.Leadership {
    private final Env env;
    private final LeaderOptions options;
    private final ReplicatedMachine machine;
    private final RaftStore store;
    private final Raft raft;
    private final Proposed proposed = new Proposed();
    private final Replica replica;
    private final Members members;
    private final Requests requests;
    private final SeenForwards seen = new SeenForwards();
    private final TaskDispatcher dispatcher;
    private final TaskWorker worker;

    /** The latest term in which an earlier process of this node may have led. */
    private final long termBefore;

    Running(Env env, SortedMap<Integer, String> founders, LeaderOptions options) {
        this.env = env;
        this.options = options;
        machine = new ReplicatedMachine(options.bugs());
        store = DurableStore.open(env.storage(), DurableStore.SEGMENT_BYTES, options.bugs(), env::tell);
        raft = new Raft(env, store, machine, options.raft(), initial(founders), this, this::sendRaft);
        replica = new Replica(env, options, machine, raft, store, proposed);
        members = new Members(raft, replica);
        requests = new Requests(env, this, options.requestNanos());
        dispatcher = new TaskDispatcher(env, machine, replica::propose, 2 * options.electionNanos());
        worker = new TaskWorker(env, options.taskNanos());
        raft.start();
        termBefore = raft.term();
        tick();
    }

    /** Who joins later is told by the others who the members are. */
    private Configuration initial(SortedMap<Integer, String> founders) {
        return Configuration.of(founders.containsKey(env.self()) ? founders : new TreeMap<>());
    }

    private void sendRaft(int peer, byte[] message) {
        env.send(peer, new PeerMessage.Consensus(message).encode());
    }

    private void tick() {
        requests.retry();
        if (replica.leads()) {
            dispatcher.tick(workers());
        }
        env.after(options.heartbeatNanos(), this::tick);
    }

    /** The others that vote; this node when it is alone. */
    private SortedSet<Integer> workers() {
        SortedSet<Integer> workers = new TreeSet<>(raft.configuration().voters());
        if (workers.size() > 1) {
            workers.remove(env.self());
        }
        return workers;
    }

    void receive(int peer, byte[] bytes) {
        PeerMessage message;
        try {
            message = PeerMessage.decode(bytes);
        } catch (MalformedException e) {
            env.tell(new Env.Event("ignores", "a malformed message of n" + peer + ": " + e.getMessage(), peer, 0));
            return;
        }
        if (message instanceof PeerMessage.Consensus consensus) {
            raft.receive(peer, consensus.message());
        } else if (message instanceof PeerMessage.Forward forward) {
            forwarded(peer, forward);
        } else if (message instanceof PeerMessage.Answer answer) {
            requests.receive(answer);
        } else if (message instanceof PeerMessage.Dispatch dispatch) {
            worker.dispatch(peer, dispatch);
        } else if (message instanceof PeerMessage.Progress progress && replica.leads()) {
            dispatcher.receive(peer, progress);
        }
    }

    private void forwarded(int peer, PeerMessage.Forward forward) {
        Consumer<Outcome> back =
                outcome -> env.send(peer, new PeerMessage.Answer(forward.id(), forward.attempt(), outcome).encode());
        if (seen.contains(peer, forward)) {
            return;
        }
        if (!replica.leads() || raft.term() != forward.term()) {
            back.accept(notServed(forward.term()));
        } else {
            seen.add(peer, forward);
            serve(forward.request(), back);
        }
    }

    /** Another copy of what was for a leader that ended since may have been taken up by it. */
    private Outcome notServed(long term) {
        return term > termBefore
                ? new Outcome.NotServed("n" + env.self() + " does not lead in term " + term)
                : new Outcome.Lost("n" + env.self() + " was restarted");
    }

    void request(long client, byte[] bytes) {
        RequestFrame frame;
        try {
            frame = RequestFrame.decode(bytes);
        } catch (ProtocolException e) {
            Response bad = new Response.BadRequest(String.valueOf(e.getMessage()));
            env.answer(client, new ResponseFrame(e.id(), bad).encode());
            return;
        }
        Request request = frame.request();
        if (request instanceof Request.Status) {
            env.answer(client, new ResponseFrame(frame.id(), status()).encode());
        } else if (options.reads() == LeaderOptions.Reads.LOCAL
                && request instanceof Command command
                && command.operation().reads()) {
            env.answer(client, new ResponseFrame(frame.id(), machine.read(command.operation())).encode());
        } else {
            requests.ask(client, frame);
        }
    }

    private Response status() {
        return new StatusLines(view(), raft.configuration(), store.lastIndex(), machine).response();
    }

    NodeView view() {
        return new NodeView(
                raft.role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                raft.term(),
                raft.leader(),
                raft.commitIndex(),
                raft.appliedIndex());
    }

    @Override
    public int leader() {
        return raft.leader();
    }

    @Override
    public long term() {
        return raft.term();
    }

    @Override
    public boolean servesHere(Request request) {
        return replica.servesHere(request);
    }

    @Override
    public void serve(Request request, Consumer<Outcome> then) {
        if (request instanceof MemberRequest change) {
            members.serve(change, then);
        } else {
            replica.serve(request, then);
        }
    }

    @Override
    public void applied(long index, long term, byte[] command, byte[] result) {
        proposed.applied(index, term, result);
    }

    @Override
    public void lost(long index, long term) {
        // Its outcome becomes known when an entry is applied there; whoever waits for it has a deadline.
    }

    @Override
    public void roleChanged(Role role, long term, int leader) {
        replica.leads(role == Role.LEADER);
        dispatcher.begin();
        members.deposed();
        // Not within this call: what is proposed now would come before the entry that a new leader begins with.
        env.after(0, requests::retry);
    }

    @Override
    public void membershipChanged(Configuration configuration) {
        members.changed(configuration);
    }
}
