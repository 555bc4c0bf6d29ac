package dev.faultline.node.raft;

import dev.faultline.node.Bug;
import dev.faultline.node.raft.Entry.Kind;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Cluster membership changes (4): servers that are to get a vote catch up as learners first (4.2.1), then Cold,new and Cnew follow one
 * another through the log (4.3). Whichever leader finds a committed Cold,new goes on to Cnew.
 */
final class Membership {
    /** How many election timeouts new servers have to catch up. */
    private static final int GIVE_UP = 20;

    private final Server server;
    private @Nullable ChangeMembers target;
    private final TreeMap<Integer, CatchUp> catchingUp = new TreeMap<>();

    Membership(Server server) {
        this.server = server;
    }

    Change change(ChangeMembers wanted) {
        Configuration now = server.configuration();
        if (!server.leads()) {
            return Change.NOT_LEADER;
        }
        if (wanted.voters().isEmpty()) {
            return Change.INVALID;
        }
        if (server.has(Bug.MEMBERSHIP_CHANGED_BY_TWO)) {
            append(Configuration.of(wanted));
            return server.leads() ? Change.ACCEPTED : Change.NOT_LEADER;
        }
        if (target != null || now.joint() || !settled()) {
            return Change.BUSY;
        }
        if (wanted.equals(ChangeMembers.from(now))) {
            return Change.DONE;
        }
        begin(now, wanted);
        return server.leads() ? Change.ACCEPTED : Change.NOT_LEADER;
    }

    /** The latest configuration is committed, and so is an entry of this term (4.1). */
    private boolean settled() {
        return server.replication.knowsWhatIsCommitted() && server.configurations.latestIndex() <= server.commit();
    }

    private void begin(Configuration now, ChangeMembers wanted) {
        target = wanted;
        SortedMap<Integer, String> learners = new TreeMap<>(now.addresses(now.learners()));
        wanted.voters().forEach((id, address) -> {
            if (!now.votes(id)) {
                learners.put(id, address);
                catchingUp.put(id, new CatchUp(server));
            }
        });
        ChangeMembers first = new ChangeMembers(now.addresses(now.voters()), learners);
        if (first.equals(ChangeMembers.from(now))) {
            proceed();
        } else {
            append(Configuration.of(first));
        }
        server.env.after(GIVE_UP * server.options.electionMaxNanos(), () -> giveUp(wanted));
        // Learners of before may lack nothing and so have nothing to answer to.
        List.copyOf(server.replication.followers()).forEach(this::caughtUp);
    }

    private void giveUp(ChangeMembers wanted) {
        if (target == wanted) {
            server.tell("configuration", "a new server does not catch up; the change is given up", 0);
            end();
        }
    }

    /** A new leader knows what is committed: a change may be in the middle. */
    void resume() {
        Configuration now = server.configuration();
        if (server.leads() && now.joint() && settled()) {
            append(now.settled());
        }
    }

    /** Without room for it leadership ends: the next leader finishes what it finds begun. */
    private void append(Configuration configuration) {
        if (!server.room.forThis(() -> server.replication.append(Kind.CONFIGURATION, configuration.encode()))) {
            server.become(Role.FOLLOWER, 0);
            return;
        }
        server.tell("configuration", "members from here on: " + configuration, 0);
    }

    /** A follower has got more of the log. */
    void caughtUp(Follower follower) {
        CatchUp learner = catchingUp.get(follower.id);
        if (learner == null) {
            return;
        }
        switch (learner.reached(follower.matchIndex)) {
            case GOES_ON -> {}
            case DONE -> {
                catchingUp.remove(follower.id);
                proceed();
            }
            case TOO_SLOW -> {
                if (target != null) {
                    giveUp(target);
                }
            }
        }
    }

    private void proceed() {
        ChangeMembers wanted = target;
        if (wanted == null || !catchingUp.isEmpty() || !settled()) {
            return;
        }
        target = null;
        Configuration now = server.configuration();
        boolean sameVoters = wanted.voters().keySet().equals(now.voters());
        append(sameVoters ? Configuration.of(wanted) : now.jointWith(wanted));
    }

    /** A configuration is committed and applied here. */
    void committed(long index, Configuration configuration) {
        server.listener.membershipChanged(configuration);
        if (!server.leads() || index != server.configurations.latestIndex()) {
            return;
        }
        if (configuration.joint()) {
            append(configuration.settled());
        } else if (!configuration.voters().contains(server.self())) {
            // It led until here without counting itself (4.2.2).
            server.replication.beginRound();
            server.become(Role.FOLLOWER, 0);
        } else {
            proceed();
        }
    }

    void end() {
        target = null;
        catchingUp.clear();
    }
}
