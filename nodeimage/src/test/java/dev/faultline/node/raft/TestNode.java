package dev.faultline.node.raft;

import dev.faultline.node.Env;
import dev.faultline.node.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A server that can crash and start again. */
final class TestNode {
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    final int id;
    final MemoryStore store = new MemoryStore();
    final List<Env.Event> events = new ArrayList<>();
    ValueSet machine = new ValueSet();

    @Nullable
    Raft raft;
    /** What was committed of what was proposed here. */
    final TreeMap<Long, Long> proposed = new TreeMap<>();

    Consumer<byte[]> acknowledged = command -> {};

    private final World world;
    private final Sender network;
    private final RaftOptions options;
    private final Configuration initial;
    private final double rate;
    private final double diesInSync;
    private final Consumer<RuntimeException> failed;
    private long busyUntil;
    private int life;

    TestNode(
            int id,
            World world,
            Sender network,
            RaftOptions options,
            Configuration initial,
            double diesInSync,
            Consumer<RuntimeException> failed) {
        this.id = id;
        this.world = world;
        this.network = network;
        this.options = options;
        this.initial = initial;
        this.diesInSync = diesInSync;
        this.failed = failed;
        rate = 1 + (world.random.nextDouble() - 0.5) * Env.DRIFT_MAX * 0.9;
    }

    boolean up() {
        return raft != null;
    }

    Raft raft() {
        if (raft == null) {
            throw new IllegalStateException("down");
        }
        return raft;
    }

    void start() {
        machine = new ValueSet();
        proposed.clear();
        store.open();
        store.onSync = () -> {
            busyUntil = Math.max(busyUntil, world.now()) + world.random.nextLong(100_000, 3_000_000);
            if (world.chance(diesInSync)) {
                throw new Died();
            }
        };
        Raft begun = new Raft(new TestEnv(), store, machine, options, initial, new Heard(), this::send);
        raft = begun;
        // Nothing may reach it before it has started, as it would if it were still to wait for what its predecessor was
        // doing.
        busyUntil = world.now();
        call(begun::start);
    }

    private void send(int peer, byte[] message) {
        network.send(peer, message);
    }

    void crash() {
        raft = null;
        life++;
        store.onSync = () -> {};
        store.crash(world.random);
    }

    void pause(long nanos) {
        busyUntil = Math.max(busyUntil, world.now()) + nanos;
    }

    /** Now, or as soon as it has done what it is doing; not if it dies before. */
    void call(Runnable action) {
        if (raft == null) {
            return;
        }
        int ofLife = life;
        if (world.now() < busyUntil) {
            world.at(busyUntil, () -> {
                if (life == ofLife) {
                    call(action);
                }
            });
            return;
        }
        try {
            action.run();
        } catch (Died e) {
            crash();
            world.in(world.random.nextLong(1_000_000, 800_000_000), this::restart);
        } catch (IllegalStateException e) {
            failed.accept(e);
            crash();
            world.in(world.random.nextLong(1_000_000, 800_000_000), this::restart);
        }
    }

    void restart() {
        if (!up()) {
            start();
        }
    }

    private final class Heard implements Listener {
        @Override
        public void applied(long index, long term, byte[] command, byte[] result) {
            Long mine = proposed.remove(index);
            if (mine != null && mine == term) {
                acknowledged.accept(command);
            }
        }

        @Override
        public void lost(long index, long term) {
            proposed.remove(index);
        }

        @Override
        public void roleChanged(Role role, long term, int leader) {}

        @Override
        public void membershipChanged(Configuration configuration) {}
    }

    /** What a read on this server must see. */
    void read(ReadMode mode, Set<Integer> mustSee, Consumer<Set<Integer>> missing) {
        ValueSet state = machine;
        raft().read(mode, new ReadDone() {
            @Override
            public void ready() {
                Set<Integer> unseen = new TreeSet<>(mustSee);
                unseen.removeAll(state.values);
                if (!unseen.isEmpty()) {
                    missing.accept(unseen);
                }
            }

            @Override
            public void refused() {}
        });
    }

    private final class TestEnv implements Env {
        @Override
        public int self() {
            return id;
        }

        @Override
        public long wallNanos() {
            return 0;
        }

        @Override
        public long monotonicNanos() {
            return (long) (world.now() * rate) + id * 1_000_000_007L;
        }

        @Override
        public Timer after(long nanos, Runnable action) {
            int ofLife = life;
            boolean[] cancelled = {false};
            world.in((long) (nanos / rate) + 1, () -> {
                if (life == ofLife) {
                    call(() -> {
                        if (!cancelled[0]) {
                            action.run();
                        }
                    });
                }
            });
            return () -> cancelled[0] = true;
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
            return world.random;
        }

        @Override
        public void tell(Event event) {
            events.add(event);
        }
    }
}
