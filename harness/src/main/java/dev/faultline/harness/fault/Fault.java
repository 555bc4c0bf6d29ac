package dev.faultline.harness.fault;

import dev.faultline.harness.net.Link;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is done to a cluster, to whom: every choice made. */
public sealed interface Fault {

    /** {@code partition}, {@code kill}, {@code pause}, {@code slow}, {@code loss} or {@code clock}. */
    String kind();

    /** The nodes that are hit. */
    SortedSet<String> targets();

    /** What is done to whom, short. */
    String summary();

    /**
     * Nothing passes some directed links.
     *
     * @param shape {@code one}, {@code halves}, {@code split}, {@code shatter}, {@code one-way}, {@code bridge}, {@code ring},
     *     {@code link} or {@code random}
     * @param sides groups of nodes; what passes between two of them is cut, at least one way. Empty where a cut makes no such
     *     groups (ring, random). A node in none of them, such as a bridge, is cut from nobody
     */
    record Cut(String shape, SortedSet<String> targets, SortedSet<Link> links, List<List<String>> sides)
            implements Fault {
        public Cut {
            targets = frozen(targets);
            links = frozen(links);
            sides = List.copyOf(sides);
        }

        @Override
        public String kind() {
            return "partition";
        }

        @Override
        public String summary() {
            return switch (shape) {
                case "ring" -> "cut " + links.size() + " links around a ring in which every node sees a majority";
                case "random" ->
                    "cut " + String.join(" ", links.stream().map(Link::toString).toList());
                case "bridge" -> "cut " + sides(" | ") + " but for one node that sees both";
                case "one-way", "link" -> "cut " + sides(" -x> ");
                default -> "cut " + sides(" | ");
            };
        }

        private String sides(String bar) {
            return String.join(
                    bar, sides.stream().map(side -> String.join(" ", side)).toList());
        }
    }

    /** What passes some directed links is late. */
    record SlowLinks(SortedSet<String> targets, SortedSet<Link> links, Duration latency, Duration jitter)
            implements Fault {
        public SlowLinks {
            targets = frozen(targets);
            links = frozen(links);
        }

        @Override
        public String kind() {
            return "slow";
        }

        @Override
        public String summary() {
            return "slow " + String.join(" ", links.stream().map(Link::toString).toList()) + " by " + latency.toMillis()
                    + " ms";
        }
    }

    /**
     * Each packet on some directed links is lost with a probability. TCP sends again what was lost: a system on it feels delays and
     * stalls.
     *
     * @param shape {@code link}, or {@code nodes} for all that passes between the targets and other nodes
     * @param probability more than 0, less than 1
     */
    record Loss(String shape, SortedSet<String> targets, SortedSet<Link> links, double probability) implements Fault {
        public Loss {
            targets = frozen(targets);
            links = frozen(links);
            if (!(probability > 0 && probability < 1)) {
                throw new IllegalArgumentException(
                        "probability: must be more than 0 and less than 1, not " + probability);
            }
        }

        @Override
        public String kind() {
            return "loss";
        }

        @Override
        public String summary() {
            return "lose " + Math.round(100 * probability) + " % "
                    + (links.size() == 1 ? "on " + links.first() : "to and from " + String.join(" ", targets));
        }
    }

    /** What passes between clients and some nodes is late, each way. */
    record SlowClients(SortedSet<String> targets, Duration latency, Duration jitter) implements Fault {
        public SlowClients {
            targets = frozen(targets);
        }

        @Override
        public String kind() {
            return "slow";
        }

        @Override
        public String summary() {
            return "slow clients of " + String.join(" ", targets) + " by " + latency.toMillis() + " ms";
        }
    }

    /** The system's process is killed (SIGKILL) and later started again on the data it left. */
    record Kill(SortedSet<String> targets) implements Fault {
        public Kill {
            targets = frozen(targets);
        }

        @Override
        public String kind() {
            return "kill";
        }

        @Override
        public String summary() {
            return "kill " + String.join(" ", targets);
        }
    }

    /** The system's process is stopped (SIGSTOP) and later goes on. */
    record Pause(SortedSet<String> targets) implements Fault {
        public Pause {
            targets = frozen(targets);
        }

        @Override
        public String kind() {
            return "pause";
        }

        @Override
        public String summary() {
            return "pause " + String.join(" ", targets);
        }
    }

    /** The system's process sees another time than the host, and other processes do not; later it sees the host's again. */
    record SkewClock(SortedSet<String> targets, Skew skew) implements Fault {
        public SkewClock {
            targets = frozen(targets);
        }

        @Override
        public String kind() {
            return "clock";
        }

        @Override
        public String summary() {
            return "clock " + skew + " on " + String.join(" ", targets);
        }
    }

    private static <T> SortedSet<T> frozen(SortedSet<T> set) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(set));
    }
}
