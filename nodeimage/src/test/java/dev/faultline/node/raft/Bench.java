package dev.faultline.node.raft;

import dev.faultline.node.Env;
import dev.faultline.node.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** One server, number 1, whose messages are looked at and whose time and peers the test plays. */
final class Bench implements Env, Listener {
    static final long MILLI = 1_000_000;
    static final RaftOptions OPTIONS = RaftOptions.DEFAULT.withLeases(false);

    /** A message that the server sent. */
    record Sent(int peer, Message message) {}

    private static final class Alarm implements Timer {
        private final long nanos;
        private final Runnable action;
        private boolean cancelled;

        Alarm(long nanos, Runnable action) {
            this.nanos = nanos;
            this.action = action;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    final MemoryStore store;
    final ValueSet machine = new ValueSet();
    final List<Sent> sent = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Proposal> lost = new ArrayList<>();
    final Raft raft;
    private final SplittableRandom random = new SplittableRandom(1);
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>((a, b) -> Long.compare(a.nanos, b.nanos));
    private long now;

    Bench(MemoryStore store, RaftOptions options, int... voters) {
        this.store = store;
        raft = new Raft(
                this,
                store,
                machine,
                options,
                configuration(voters),
                this,
                (peer, message) -> sent.add(new Sent(peer, MessageCodec.decode(message))));
        raft.start();
    }

    static Configuration configuration(int... voters) {
        SortedMap<Integer, String> all = new TreeMap<>();
        for (int voter : voters) {
            all.put(voter, "n" + voter + ":1");
        }
        return Configuration.of(all);
    }

    /** A store whose log has entries of these terms, in term {@code term}. */
    static MemoryStore log(long term, long... terms) {
        MemoryStore store = new MemoryStore();
        store.save(new HardState(term, 0));
        for (int i = 0; i < terms.length; i++) {
            store.append(List.of(command(i + 1, terms[i])));
        }
        store.sync();
        return store;
    }

    static Entry command(long index, long term) {
        return new Entry(index, term, Entry.Kind.COMMAND, ValueSet.add((int) (index * 100 + term)));
    }

    void hear(int peer, Message message) {
        raft.receive(peer, MessageCodec.encode(message));
    }

    /** What was sent of that kind since it was last asked for. */
    <M extends Message> List<M> take(Class<M> kind) {
        List<M> some = sent.stream()
                .map(Sent::message)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
        sent.removeIf(s -> kind.isInstance(s.message()));
        return some;
    }

    <M extends Message> M last(Class<M> kind) {
        List<M> some = take(kind);
        return some.get(some.size() - 1);
    }

    void pass(long nanos) {
        long until = now + nanos;
        while (!alarms.isEmpty() && alarms.peek().nanos <= until) {
            Alarm alarm = alarms.remove();
            now = alarm.nanos;
            if (!alarm.cancelled) {
                alarm.action.run();
            }
        }
        now = until;
    }

    /** Wins an election with the votes of these. */
    Bench elected(int... voters) {
        for (int i = 0; i < 100 && raft.role() != Role.PRE_CANDIDATE; i++) {
            pass(10 * MILLI);
        }
        for (int voter : voters) {
            hear(voter, new Message.Vote(raft.term() + 1, true, true));
        }
        for (int voter : voters) {
            hear(voter, new Message.Vote(raft.term(), true, false));
        }
        if (!raft.leads()) {
            throw new AssertionError("is " + raft.role());
        }
        pass(1);
        return this;
    }

    void matches(int peer, long index) {
        hear(peer, new Message.Appended(raft.term(), true, index, index, 0));
    }

    /** Answers the latest round of heartbeats. */
    void answersRound(int... peers) {
        long round = take(Message.AppendEntries.class).stream()
                .mapToLong(Message.AppendEntries::round)
                .max()
                .orElseThrow();
        for (int peer : peers) {
            hear(peer, new Message.Appended(raft.term(), true, store.lastIndex(), store.lastIndex(), round));
        }
    }

    /** How a read went: {@code ready}, {@code refused}, or {@code waits}. */
    StringBuilder read(ReadMode mode) {
        StringBuilder how = new StringBuilder();
        raft.read(mode, new ReadDone() {
            @Override
            public void ready() {
                how.append("ready");
            }

            @Override
            public void refused() {
                how.append("refused");
            }
        });
        return how;
    }

    @Override
    public int self() {
        return 1;
    }

    @Override
    public long wallNanos() {
        return 0;
    }

    @Override
    public long monotonicNanos() {
        return now;
    }

    @Override
    public Timer after(long nanos, Runnable action) {
        Alarm alarm = new Alarm(now + nanos, action);
        alarms.add(alarm);
        return alarm;
    }

    @Override
    public void send(int peer, byte[] message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void answer(long client, byte[] frame) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Storage storage() {
        throw new UnsupportedOperationException();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void tell(Event event) {
        events.add(event);
    }

    @Override
    public void applied(long index, long term, byte[] command, byte[] result) {}

    @Override
    public void lost(long index, long term) {
        lost.add(new Proposal(index, term));
    }

    @Override
    public void roleChanged(Role role, long term, int leader) {}

    @Override
    public void membershipChanged(Configuration configuration) {}
}
