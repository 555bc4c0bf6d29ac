package dev.faultline.harness.fault;

import dev.faultline.harness.net.Link;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is done to a cluster, to whom: every choice made. */
public sealed interface Fault {

    /** {@code partition}, {@code kill}, {@code pause}, {@code slow} or {@code clock}. */
    String kind();

    /** The nodes that are hit. */
    SortedSet<String> targets();

    /** What is done to whom, short. */
    String summary();

    /**
     * Nothing passes some directed links.
     *
     * @param shape {@code one}, {@code halves}, {@code split}, {@code shatter} or {@code one-way}
     * @param sides groups of nodes; what passes between two of them is cut, at least one way
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
            String bar = shape.equals("one-way") ? " -x> " : " | ";
            return "cut "
                    + String.join(
                            bar, sides.stream().map(s -> String.join(" ", s)).toList());
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
