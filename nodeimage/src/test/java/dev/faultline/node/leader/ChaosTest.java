package dev.faultline.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.node.protocol.Command;
import dev.faultline.node.protocol.CounterOperation;
import dev.faultline.node.protocol.QueueOperation;
import dev.faultline.node.protocol.Request;
import dev.faultline.node.protocol.Response;
import dev.faultline.node.protocol.Response.Ok;
import dev.faultline.node.protocol.Value;
import dev.faultline.node.sim.Dice;
import dev.faultline.node.sim.WorldOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers are kept while nodes crash and pause, networks are cut, lose and double, disks are full, and clocks are wrong. */
class ChaosTest {
    private static final int NODES = 3;
    private static final int COMMANDS = 150;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, 20);
    }

    /** A cluster, and what befalls it between requests. */
    private static final class Chaos {
        private final RandomGenerator dice;
        private final Cluster cluster;

        Chaos(int seed, String... options) {
            dice = Dice.source(seed).apply("chaos");
            cluster = new Cluster(seed, NODES, WorldOptions.drawn(dice), Cluster.options(options));
            for (int from = 1; from <= NODES; from++) {
                for (int to = 1; to <= NODES; to++) {
                    if (from != to) {
                        cluster.world.network().lose(from, to, 0.02);
                        cluster.world.network().duplicate(from, to, 0.1);
                    }
                }
            }
            cluster.awaitLeader();
        }

        int node() {
            return dice.nextInt(1, NODES + 1);
        }

        void strike() {
            requireAlive();
            int node = node();
            int other = node();
            switch (dice.nextInt(40)) {
                case 0 -> restart(node);
                case 1, 2 -> cluster.world.network().cut(node, other);
                case 3 -> cluster.isolate(node);
                case 4, 5, 6 -> cluster.world.network().heal();
                case 7 -> pauseAWhile(node);
                case 8 -> cluster.world.clock(node).bump(dice.nextLong(-1_000_000_000_000L, 1_000_000_000_000L));
                case 9 -> cluster.fill(node);
                case 10, 11 -> cluster.world.disk(node).heal();
                default -> {}
            }
        }

        private void restart(int node) {
            cluster.world.crash(node);
            // Without room for what a start writes there would be no process.
            cluster.world.disk(node).heal();
            cluster.runMillis(dice.nextInt(300));
            cluster.boot(node);
        }

        private void pauseAWhile(int node) {
            cluster.world.pause(node);
            cluster.runMillis(dice.nextInt(1_500));
            cluster.world.resume(node);
        }

        void heal() {
            cluster.world.network().heal();
            for (int node = 1; node <= NODES; node++) {
                cluster.world.disk(node).heal();
            }
        }

        void calm() {
            heal();
            cluster.runMillis(5_000);
            requireAlive();
        }

        /** No process ended by itself. */
        private void requireAlive() {
            for (int node = 1; node <= NODES; node++) {
                assertThat(cluster.world.death(node)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_command_with_a_session_takes_effect_once_however_often_the_client_tries(int seed) {
        assertThat(countedBy(seed, "snapshot-entries=30")).isEqualTo(COMMANDS);
    }

    @Test
    void with_the_planted_bug_some_take_effect_twice() {
        assertThat(seeds().mapToLong(seed -> countedBy(seed, "bug=retry-applied-twice")))
                .anyMatch(count -> count > COMMANDS);
    }

    /** The counter's sum after so many increments, each tried until it is answered. */
    private static long countedBy(int seed, String option) {
        Chaos chaos = new Chaos(seed, option);
        long session = openSession(chaos);
        CounterOperation.Add increment = new CounterOperation.Add("c", 1);
        for (int sequence = 1; sequence <= COMMANDS; sequence++) {
            chaos.strike();
            until(chaos, new Command(session, sequence, increment));
        }
        chaos.calm();
        Value sum = until(chaos, Command.once(new CounterOperation.Read("c")));
        return ((Value.Number) sum).value();
    }

    private static long openSession(Chaos chaos) {
        Value number = until(chaos, new Request.Hello("client"));
        return ((Value.Number) number).value();
    }

    private static Value until(Chaos chaos, Request request) {
        for (int attempt = 1; attempt <= 100; attempt++) {
            if (attempt % 5 == 0) {
                chaos.heal();
            }
            if (chaos.cluster.ask(chaos.node(), request) instanceof Ok ok) {
                return ok.value();
            }
        }
        throw new AssertionError("never answered: " + request);
    }

    /**
     * Outside sessions, each number enqueued once: what is acknowledged is in the queue once, what is unknown at most once, what is
     * refused not at all.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void refused_is_never_done_and_nothing_is_done_twice(int seed) {
        Chaos chaos = new Chaos(seed, "request-millis=700");
        TreeMap<Long, Response> answers = new TreeMap<>();
        for (long value = 1; value <= COMMANDS; value++) {
            long number = value;
            chaos.strike();
            chaos.cluster.send(
                    chaos.node(),
                    Command.once(new QueueOperation.Enqueue("q", number)),
                    response -> answers.put(number, response));
            chaos.cluster.runMillis(chaos.dice.nextInt(60));
        }
        chaos.calm();
        List<Long> queue = drain(chaos.cluster);

        assertThat(queue).doesNotHaveDuplicates();
        TreeSet<Long> there = new TreeSet<>(queue);
        answers.forEach((value, response) -> {
            if (response instanceof Ok) {
                assertThat(there).contains(value);
            } else if (response instanceof Response.Refused) {
                assertThat(there).doesNotContain(value);
            }
        });
        assertThat(answers.values()).filteredOn(Ok.class::isInstance).hasSizeGreaterThan(COMMANDS / 4);
    }

    private static List<Long> drain(Cluster cluster) {
        List<Long> values = new ArrayList<>();
        int leader = cluster.awaitLeader();
        while (true) {
            Response response = cluster.once(leader, new QueueOperation.Dequeue("q"));
            assertThat(response).isInstanceOf(Ok.class);
            if (!(((Ok) response).value() instanceof Value.Number number)) {
                return values;
            }
            values.add(number.value());
        }
    }

    @Test
    void the_same_seed_gives_the_same_run() {
        assertThat(trace(3)).isEqualTo(trace(3)).isNotEqualTo(trace(4));
    }

    private static List<String> trace(int seed) {
        Chaos chaos = new Chaos(seed);
        List<String> trace = new ArrayList<>();
        for (int i = 1; i <= COMMANDS; i++) {
            chaos.strike();
            Response response = chaos.cluster.once(chaos.node(), new CounterOperation.Add("c", 1));
            trace.add(chaos.cluster.agenda.nanos() + " " + response);
        }
        return trace;
    }
}
