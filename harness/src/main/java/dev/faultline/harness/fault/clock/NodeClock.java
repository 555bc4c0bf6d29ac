package dev.faultline.harness.fault.clock;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.system.SystemUnderTest.Process;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The clock of one process on a node, through the helper {@code faultline-clock} that every node has. */
record NodeClock(Node node, long pid) {
    private static final int LOOKS = 5;
    private static final int NO_PROCESS = 4;
    private static final Duration PROMPT = Duration.ofMillis(2);

    /**
     * One look.
     *
     * @param hostNanos the host's wall clock, since the epoch
     * @param off what the process sees minus what the host sees
     * @param within how far {@code off} may be from the truth, since the two were not asked at the very same moment
     */
    record Reading(long hostNanos, Duration off, Duration within) {

        /** Reads what the helper prints: the time seen, the host's, their difference, and by how much that may be wrong. */
        static Reading parse(String line) {
            String[] numbers = line.strip().split("\t");
            return new Reading(
                    Long.parseLong(numbers[1]),
                    Duration.ofNanos(Long.parseLong(numbers[2])),
                    Duration.ofNanos(Long.parseLong(numbers[3])));
        }

        /** Whether the clock is off by what the skew makes of it at some moment at which it may have been read. */
        boolean shows(Skew skew, long baseNanos, Duration tolerance) {
            Duration elapsed = Duration.ofNanos(hostNanos - baseNanos);
            return Stream.of(elapsed, elapsed.minus(within), elapsed.plus(within))
                    .anyMatch(moment -> shows(skew.expected(moment), tolerance));
        }

        /** Whether the clock is off by that much. */
        boolean shows(Duration expected, Duration tolerance) {
            return off.minus(expected).abs().compareTo(tolerance.plus(within)) <= 0;
        }
    }

    static NodeClock of(Node node, Process process) {
        return new NodeClock(node, process.pid());
    }

    /** Moves the clock, and that of every process which this one has started, whatever was done to them before; returns the host's time from which the skew counts. */
    long move(Skew skew) {
        List<String> words = skew.command();
        return Long.parseLong(
                run(words.get(0), words.subList(1, words.size())).orThrow().strip());
    }

    /** The process and those that it has started see the host's time again. */
    void reset() {
        run("reset", List.of()).orThrow();
    }

    /** The clocks of the processes that this one has started, and they in turn. */
    List<NodeClock> family() {
        return run("family", List.of())
                .orThrow()
                .lines()
                .map(line -> new NodeClock(node, Long.parseLong(line.strip())))
                .toList();
    }

    /** As {@link #read}, once; empty when the process has ended. */
    Optional<Reading> readIfAlive() {
        Shell.Result result = run("read", List.of());
        return result.exit() == NO_PROCESS ? Optional.empty() : Optional.of(Reading.parse(result.orThrow()));
    }

    /** What the process itself sees, asked within it: the best of some looks, should the machine be so busy that one takes long. */
    Reading read() {
        Reading best = look();
        for (int looks = 1; looks < LOOKS && best.within().compareTo(PROMPT) > 0; looks++) {
            Reading next = look();
            best = next.within().compareTo(best.within()) < 0 ? next : best;
        }
        return best;
    }

    private Reading look() {
        return Reading.parse(run("read", List.of()).orThrow());
    }

    private Shell.Result run(String command, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("faultline-clock", command, Long.toString(pid)));
        words.addAll(arguments);
        return node.shell().exec(words.toArray(String[]::new));
    }
}
