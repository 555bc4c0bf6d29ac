package dev.faultline.node.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.Env;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    private static final int NODES = 5;
    private static final long MILLI = 1_000_000;

    /** Everything that is told of a world, as one number. */
    private static final class Digest implements Observer {
        private long value;
        private int deliveries;

        private void add(long part) {
            value = (value ^ part) * 0x9E3779B97F4A7C15L;
            value ^= value >>> 29;
        }

        private void add(String part) {
            add(Arrays.hashCode(part.toCharArray()));
        }

        @Override
        public void told(long nanos, int node, Env.Event event) {
            add(nanos);
            add(node);
            add(event.kind() + event.detail() + event.subject() + " " + event.term());
        }

        @Override
        public void delivered(long nanos, int from, int to, long packet, byte[] message) {
            deliveries++;
            add(nanos);
            add(from * 100 + to);
            add(packet);
            add(Arrays.hashCode(message));
        }

        @Override
        public void dropped(long nanos, int from, int to, long packet, byte[] message, Drop reason) {
            add(nanos);
            add(packet);
            add(reason.name());
        }

        @Override
        public void changed(long nanos, int node, long incarnation, String how) {
            add(nanos);
            add(node + "#" + incarnation + how);
        }
    }

    /** Ten seconds in which everything happens to five nodes. */
    private static long digest(long seed) {
        EventQueue queue = new EventQueue();
        World world = new World(
                queue, Dice.source(seed), WorldOptions.drawn(Dice.source(seed).apply("options")));
        Digest digest = new Digest();
        world.listen(digest);
        for (int node = 1; node <= NODES; node++) {
            world.boot(node, () -> new Gossip(NODES));
        }
        Dice plan = (Dice) Dice.source(seed).apply("plan");
        for (int step = 0; step < 1000; step++) {
            queue.runUntil(queue.nanos() + 10 * MILLI);
            world.request(plan.nextInt(NODES) + 1, new byte[] {1, 2, 3}, frame -> digest.add(Arrays.hashCode(frame)));
            if (step % 20 == 0) {
                breakSomething(world, plan, digest);
            }
        }
        assertThat(digest.deliveries).isGreaterThan(1000);
        return digest.value;
    }

    private static void breakSomething(World world, Dice plan, Digest digest) {
        int node = plan.nextInt(NODES) + 1;
        int other = plan.nextInt(NODES) + 1;
        switch (plan.nextInt(10)) {
            case 0 -> digest.add(world.crash(node).toString());
            case 1 -> world.exit(node);
            case 2 -> world.network().cut(node, other);
            case 3 -> world.network().slow(node, other, 20 * MILLI, 10 * MILLI);
            case 4 -> world.network().lose(node, other, 0.2);
            case 5 -> {
                world.network().heal();
                world.disk(node).heal();
            }
            case 6 -> world.clock(node).drift(0.1);
            case 7 -> world.disk(node).fail(0, 0, 0.05);
            case 8 -> digest.add(world.disk(node).flip("log").toString());
            default -> world.slow(node, 10);
        }
        for (int down = 1; down <= NODES; down++) {
            if (!world.runs(down) && plan.nextBoolean()) {
                world.boot(down, () -> new Gossip(NODES));
            }
        }
    }

    @Test
    void one_seed_gives_one_world() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(digest(seed)).isEqualTo(digest(seed));
        }
    }

    @Test
    void other_seeds_give_other_worlds() {
        TreeSet<Long> digests = new TreeSet<>();
        for (int seed = 0; seed < 10; seed++) {
            digests.add(digest(seed));
        }
        assertThat(digests).hasSize(10);
    }

    /** Computed on JDK 17. It changes when the world's rules do, and must not when the JDK does. */
    @Test
    void the_world_of_a_seed_is_the_same_on_every_jdk() {
        assertThat(digest(7)).isEqualTo(8884236235380137345L);
    }
}
