package dev.faultline.node.leader;

import dev.faultline.node.protocol.MemberRequest;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Value;
import dev.faultline.node.raft.Change;
import dev.faultline.node.raft.ChangeMembers;
import dev.faultline.node.raft.Configuration;
import dev.faultline.node.raft.Raft;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Serves requests about the members, as the leader. */
final class Members {
    private final Raft raft;
    private final Replica replica;
    private final List<Wish> wishes = new ArrayList<>();

    private record Wish(Predicate<Configuration> fulfilled, Consumer<Outcome> then) {}

    Members(Raft raft, Replica replica) {
        this.raft = raft;
        this.replica = replica;
    }

    void serve(MemberRequest request, Consumer<Outcome> then) {
        if (!replica.leads()) {
            then.accept(new Outcome.NotServed("this node does not lead"));
        } else if (request instanceof MemberRequest.Add add) {
            change(
                    ChangeMembers.from(raft.configuration()).add(add.id(), add.address()),
                    now -> now.voters().contains(add.id()),
                    then);
        } else if (request instanceof MemberRequest.Remove remove) {
            change(
                    ChangeMembers.from(raft.configuration()).remove(remove.id()),
                    now -> !now.members().contains(remove.id()),
                    then);
        } else if (request instanceof MemberRequest.TransferLeadership transfer) {
            transfer(transfer.to(), then);
        } else {
            replica.whenCurrent(
                    then,
                    () -> then.accept(
                            new Outcome.Final(new Response.Ok(new Value.Numbers(raft.configuration().voters().stream()
                                    .map(Integer::longValue)
                                    .toList())))));
        }
    }

    private void change(ChangeMembers target, Predicate<Configuration> fulfilled, Consumer<Outcome> then) {
        Change change = raft.change(target);
        switch (change) {
            case ACCEPTED -> wishes.add(new Wish(fulfilled, then));
            case DONE -> then.accept(new Outcome.Final(Response.Ok.NOTHING));
            case NOT_LEADER -> then.accept(new Outcome.NotServed("this node does not lead"));
            case BUSY -> then.accept(new Outcome.NotServed("another change of the members is under way"));
            case INVALID -> then.accept(new Outcome.Final(new Response.Refused("nobody would have a vote")));
        }
    }

    private void transfer(int to, Consumer<Outcome> then) {
        if (raft.transferTo(to)) {
            then.accept(new Outcome.Final(Response.Ok.NOTHING));
        } else {
            then.accept(new Outcome.Final(new Response.Refused("n" + to + " is no other voting member")));
        }
    }

    /** A configuration was committed. */
    void changed(Configuration configuration) {
        if (configuration.joint()) {
            return;
        }
        List<Wish> fulfilled = wishes.stream()
                .filter(wish -> wish.fulfilled.test(configuration))
                .toList();
        wishes.removeAll(fulfilled);
        fulfilled.forEach(wish -> wish.then.accept(new Outcome.Final(Response.Ok.NOTHING)));
    }

    /** This node leads no more: whether a change was made is for the next leader to know. */
    void deposed() {
        List<Wish> left = List.copyOf(wishes);
        wishes.clear();
        left.forEach(wish -> wish.then.accept(new Outcome.Lost("the leader was deposed while the members changed")));
    }
}
