package dev.faultline.workloads.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.checkers.history.History;
import dev.faultline.checkers.history.Operation;
import dev.faultline.checkers.sanity.Stats;
import dev.faultline.harness.client.DefiniteFailure;
import dev.faultline.harness.client.Memberships;
import dev.faultline.harness.client.Workload.Shape;
import dev.faultline.harness.option.Options;
import dev.faultline.workloads.VirtualClients;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipTest {
    private static final Membership WORKLOAD = new Membership();
    private static final Shape SHAPE = new Shape(5, 10, 200, Duration.ofSeconds(60));
    private static final Map<String, String> GIVEN = Map.of("change-interval", "500");
    private static final Options OPTIONS = Options.resolve(WORKLOAD.options(), GIVEN);

    /** Registers in memory, which a node that was removed refuses; careless ones are, on a node that comes back, as they were when it left. */
    private static final class World {
        final Map<String, Long> registers = new TreeMap<>();
        final Map<Integer, Map<String, Long>> stale = new TreeMap<>();
        final TreeSet<Integer> members = new TreeSet<>();
        final boolean careless;
        int fewest;

        World(int nodes, boolean careless) {
            this.careless = careless;
            for (int node = 1; node <= nodes; node++) {
                members.add(node);
            }
            fewest = nodes;
        }

        Memberships node(int number) {
            return new Served(this, number);
        }
    }

    private record Served(World world, int number) implements Memberships {
        private void requireMember() throws DefiniteFailure {
            if (!world.members.contains(number)) {
                throw new DefiniteFailure("no member");
            }
        }

        @Override
        public @Nullable Long read(String key) throws DefiniteFailure {
            requireMember();
            return world.stale.getOrDefault(number, world.registers).get(key);
        }

        @Override
        public void write(String key, long value) throws DefiniteFailure {
            requireMember();
            world.registers.put(key, value);
        }

        @Override
        public boolean compareAndSet(String key, long expected, long value) throws DefiniteFailure {
            requireMember();
            return world.registers.replace(key, expected, value);
        }

        @Override
        public void remove(int node) throws DefiniteFailure {
            requireMember();
            if (world.members.remove(node) && world.careless) {
                world.stale.put(node, new TreeMap<>(world.registers));
            }
            world.fewest = Math.min(world.fewest, world.members.size());
        }

        @Override
        public void add(int node) throws DefiniteFailure {
            requireMember();
            world.members.add(node);
        }

        @Override
        public Collection<Integer> members() throws DefiniteFailure {
            requireMember();
            return Set.copyOf(world.members);
        }

        @Override
        public void close() {}
    }

    private static History run(World world, Shape shape, long seed) throws InterruptedException {
        return new VirtualClients<>(WORKLOAD, shape, GIVEN, world::node, seed)
                .run()
                .history();
    }

    private static String verdict(History history) {
        return WORKLOAD.checker(OPTIONS).check(history).word();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void registers_whose_members_come_and_go_are_valid(long seed) throws Exception {
        History history = run(new World(5, false), SHAPE, seed);
        assertThat(verdict(history)).isEqualTo("valid");
        Map<String, Stats.Counts> counts = Stats.count(history);
        assertThat(counts).containsOnlyKeys(WORKLOAD.functions());
        assertThat(counts.values()).allMatch(count -> count.ok() >= 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_member_that_comes_back_with_what_it_knew_is_convicted(long seed) throws Exception {
        assertThat(verdict(run(new World(5, true), SHAPE, seed))).isEqualTo("invalid");
    }

    @ParameterizedTest
    @CsvSource({"5, 10, 3", "5, 20, 3", "3, 6, 2", "4, 8, 3"})
    void a_majority_of_all_nodes_are_always_members_and_in_the_end_all_are(int nodes, int clients, int fewest)
            throws Exception {
        World world = new World(nodes, false);
        run(world, new Shape(nodes, clients, 100, Duration.ofSeconds(60)), 1);
        assertThat(world.fewest).isEqualTo(fewest);
        assertThat(world.members).hasSize(nodes);
    }

    @Test
    void one_administrator_changes_members_and_never_removes_the_node_that_it_talks_to() throws Exception {
        List<Operation> changes =
                run(new World(5, false), new Shape(5, 20, 200, Duration.ofSeconds(60)), 1).operations().stream()
                        .filter(operation -> Set.of("remove", "add").contains(operation.function()))
                        .toList();
        assertThat(changes).extracting(Operation::node).containsOnly("n4");
        assertThat(changes)
                .filteredOn(operation -> operation.function().equals("remove"))
                .extracting(Operation::argument)
                .contains(1L, 2L, 3L, 5L)
                .doesNotContain(4L);
    }
}
