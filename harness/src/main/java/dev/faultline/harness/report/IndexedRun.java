package dev.faultline.harness.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as the index shows it.
 *
 * @param folder below the folder of all runs, with slashes
 * @param expect the verdict that was expected; null when nothing was said, which means valid
 * @param sentence the verdict's reason, or what the run lacks
 * @param configuration null when it is not recorded
 * @param version of the system; empty when it is not recorded
 * @param seed null when it is not recorded
 * @param faults how many of each kind
 * @param unproved how many of the faults have no proof
 * @param measured what was measured; none when the run is not over
 * @param hasReport whether its report can be linked to
 */
record IndexedRun(
        String folder,
        Instant started,
        RunState state,
        @Nullable String expect,
        String sentence,
        String system,
        String workload,
        @Nullable Configuration configuration,
        String version,
        @Nullable Long seed,
        Map<String, Integer> faults,
        int unproved,
        Measured measured,
        boolean hasReport) {
    static final Comparator<IndexedRun> NEWEST_FIRST = Comparator.comparing(IndexedRun::started)
            .reversed()
            .thenComparing(IndexedRun::folder, Comparator.reverseOrder());

    private static final String UNRESERVED = "-._~/";

    IndexedRun {
        faults = Collections.unmodifiableMap(new TreeMap<>(faults));
    }

    /**
     * @param ok operations that succeeded; null when none were counted
     * @param recoveryNanos the longest recovery from a fault; of runs that did not measure each, from the last heal; null when
     *     there was nothing to recover from
     * @param recovered false when recovery was not seen, after a fault or at the end; {@code recoveryNanos} is then the least
     *     it would have taken, as far as that is known
     * @param lost acknowledged writes known to be lost; null when that was not looked at
     * @param lostExactly false when more may have been lost
     * @param p99Millis the slowest function's 99th percentile over ok operations
     * @param durationNanos how long operations went on, as far as is recorded
     */
    record Measured(
            @Nullable Long ok,
            @Nullable Long recoveryNanos,
            boolean recovered,
            @Nullable Long lost,
            boolean lostExactly,
            @Nullable Double p99Millis,
            @Nullable Long durationNanos) {
        static final Measured NOTHING = new Measured(null, null, true, null, true, null, null);
    }

    /** A verdict that nobody expected: a failure, or the lack of one that was to be found. */
    boolean unexpected() {
        return state.judged() && !asExpected();
    }

    /** A failure that was to be found. */
    boolean expectedFailure() {
        return state.judged() && state != RunState.VALID && asExpected();
    }

    private boolean asExpected() {
        return state.word().equals(expect == null ? RunState.VALID.word() : expect);
    }

    String test() {
        return system + " " + workload;
    }

    /** The report at the place that explains the verdict, relative to the index; the folder where there is no report. */
    String link() {
        return "./" + encoded(folder) + (hasReport ? "/report.html#why" : "/");
    }

    /** A path as part of an address: it can name neither a scheme nor a host, nor leave the attribute. */
    private static String encoded(String path) {
        StringBuilder out = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            int c = b & 0xff;
            boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
            if (letterOrDigit || UNRESERVED.indexOf(c) >= 0) {
                out.append((char) c);
            } else {
                out.append(String.format("%%%02X", c));
            }
        }
        return out.toString();
    }
}
