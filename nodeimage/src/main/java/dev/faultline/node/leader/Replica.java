package dev.faultline.node.leader;

import dev.faultline.node.Env;
import dev.faultline.node.StorageException;
import dev.faultline.node.machine.LogCommand;
import dev.faultline.node.machine.ReplicatedMachine;
import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.Operation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.raft.Proposal;
import dev.faultline.node.raft.Raft;
import dev.faultline.node.raft.RaftStore;
import dev.faultline.node.raft.ReadDone;
import dev.faultline.node.raft.ReadMode;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Serves requests by the log, as this node's part of it allows: commands as the leader, reads as the options say. */
final class Replica {
    private final LeaderOptions options;
    private final ReplicatedMachine machine;
    private final LeaderClock clock;
    private final Raft raft;
    private final RaftStore log;
    private final Proposed proposed;
    private @Nullable Ahead ahead;

    /** Whether there was no room for what was to be proposed last, since when this node looks for another to lead. */
    private boolean full;

    Replica(Env env, LeaderOptions options, ReplicatedMachine machine, Raft raft, RaftStore log, Proposed proposed) {
        this.options = options;
        this.machine = machine;
        this.clock = new LeaderClock(env, machine);
        this.raft = raft;
        this.log = log;
        this.proposed = proposed;
    }

    /** This node leads from now on, or does not any more. */
    void leads(boolean leads) {
        clock.begin();
        full = false;
        ahead = leads && options.answersAtOnce() ? new Ahead(options.bugs(), machine, raft.appliedIndex(), log) : null;
    }

    /** Whether this node answers such a request by itself, be it the leader or not. */
    boolean servesHere(Request request) {
        return request instanceof Command command
                && command.operation().reads()
                && options.reads() != LeaderOptions.Reads.LOG
                && !options.answersAtOnce();
    }

    void serve(Request request, Consumer<Outcome> then) {
        if (request instanceof Command command
                && command.operation().reads()
                && options.reads() != LeaderOptions.Reads.LOG) {
            read(command.operation(), then);
        } else {
            command(new LogCommand.Asked(request), then, ahead != null);
        }
    }

    /** Puts a command into the log; its outcome is that of the committed entry. */
    void propose(LogCommand command, Consumer<Outcome> then) {
        command(command, then, false);
    }

    private void command(LogCommand command, Consumer<Outcome> then, boolean atOnce) {
        byte[] stamped = command.stamped(clock.stampNanos());
        Optional<Proposal> proposal;
        try {
            proposal = raft.propose(stamped);
        } catch (StorageException e) {
            if (!e.full()) {
                throw e;
            }
            full = true;
            proposal = Optional.empty();
        }
        if (proposal.isEmpty()) {
            then.accept(new Outcome.NotServed(
                    full ? "the leader's disk is full" : "this node does not lead, or hands its leadership on"));
            return;
        }
        full = false;
        Response early = ahead == null ? null : ahead.apply(proposal.get().index(), stamped);
        if (early != null && atOnce) {
            then.accept(new Outcome.Final(early));
        } else {
            proposed.await(proposal.get(), then);
        }
    }

    /** Calls back when this node's state is as current as the options demand, or with what is in the way. */
    private void read(Operation operation, Consumer<Outcome> then) {
        when(options.reads() == LeaderOptions.Reads.LEASE ? ReadMode.LEASE : ReadMode.INDEX, then, () -> {
            ReplicatedMachine current = ahead == null ? machine : ahead.machine();
            then.accept(new Outcome.Final(current.read(operation)));
        });
    }

    /** Acts when what this node has applied is current. */
    void whenCurrent(Consumer<Outcome> otherwise, Runnable action) {
        when(ReadMode.INDEX, otherwise, action);
    }

    private void when(ReadMode mode, Consumer<Outcome> otherwise, Runnable action) {
        raft.read(mode, new ReadDone() {
            @Override
            public void ready() {
                action.run();
            }

            @Override
            public void refused() {
                otherwise.accept(new Outcome.NotServed("nobody could tell that what was read is current"));
            }
        });
    }

    boolean leads() {
        return raft.leads();
    }
}
