package dev.faultline.node.raft;

import dev.faultline.node.Bug;
import dev.faultline.node.raft.Message.AppendEntries;
import dev.faultline.node.raft.Message.Appended;
import java.util.List;

/** What a follower does with AppendEntries (3.5, figure 3.1). */
final class FollowerLog {
    private final Server server;

    FollowerLog(Server server) {
        this.server = server;
    }

    void received(int leader, AppendEntries message) {
        if (message.term() < server.term()) {
            server.send(leader, new Appended(server.term(), false, 0, message.prevIndex(), 0));
            return;
        }
        if (!follows(leader, message.term())) {
            return;
        }
        if (!matches(message)) {
            refuse(leader, message);
            return;
        }
        adopt(message.entries());
        server.sync();
        server.send(
                leader, new Appended(message.term(), true, message.lastIndex(), message.prevIndex(), message.round()));
        server.committedTo(Math.min(message.commit(), message.lastIndex()));
        server.applier.compare(leader, message.checkedIndex(), message.digest());
    }

    /** Recognizes the leader of a term that is not before its own (3.4). A leader recognizes no other of its own term. */
    boolean follows(int leader, long term) {
        server.enter(term);
        if (server.leads()) {
            server.broken("two leaders of term " + term + ": " + server.self() + " and " + leader);
            return false;
        }
        server.become(Role.FOLLOWER, leader);
        server.election.heardOfLeader();
        return true;
    }

    /** The consistency check (3.5). What was compacted is committed, and so the same everywhere. */
    private boolean matches(AppendEntries message) {
        long prev = message.prevIndex();
        return prev < server.store.firstIndex()
                || (prev <= server.store.lastIndex() && server.store.term(prev) == message.prevTerm());
    }

    /** Says where the leader should try next: not within a term that the two logs disagree about (3.5). */
    private void refuse(int leader, AppendEntries message) {
        RaftStore store = server.store;
        long hint = store.lastIndex();
        if (message.prevIndex() <= hint) {
            hint = message.prevIndex() - 1;
            long conflicting = store.term(message.prevIndex());
            while (hint >= store.firstIndex() && hint > server.commit() && store.term(hint) == conflicting) {
                hint--;
            }
        }
        server.send(leader, new Appended(message.term(), false, hint, message.prevIndex(), message.round()));
    }

    private void adopt(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.index() > server.store.lastIndex()) {
                append(entries.subList(i, entries.size()));
                return;
            }
            if (entry.index() >= server.store.firstIndex() && server.store.term(entry.index()) != entry.term()) {
                if (server.has(Bug.LOG_NOT_TRUNCATED)) {
                    continue;
                }
                truncateFrom(entry.index());
                append(entries.subList(i, entries.size()));
                return;
            }
        }
    }

    private void truncateFrom(long index) {
        if (index <= server.commit()) {
            server.broken("the leader of term " + server.term() + " has another entry at committed index " + index);
        }
        server.store.truncateFrom(index);
        server.wrote();
        server.configurations.truncatedFrom(index);
    }

    private void append(List<Entry> entries) {
        server.store.append(List.copyOf(entries));
        server.wrote();
        entries.forEach(server.configurations::appended);
    }
}
