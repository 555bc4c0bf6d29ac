package dev.faultline.harness.metrics;

import dev.faultline.harness.store.NodeMetric;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of one sample as a node printed them, understood: control groups of version 1 and 2, and /proc. A file that is not
 * there or says something else leaves its metric out.
 *
 * @param nanos the node's monotonic clock
 * @param process the process whose files were read, 0 for none
 * @param gauges what holds at the moment
 * @param counters what only grows; its rate is the metric
 */
record Reading(long nanos, long process, Map<NodeMetric, Double> gauges, Map<NodeMetric, Double> counters) {
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on all of Linux's platforms but Alpha
    private static final Pattern FIELD = Pattern.compile("(\\w+):?\\s+(\\d+).*");
    private static final Pattern OPERATION = Pattern.compile("\\d+:\\d+ (Read|Write) (\\d+)");

    /** Of the process, which starts from nothing when another one takes its place. */
    private static final List<NodeMetric> OF_PROCESS = List.of(NodeMetric.PROCESS_READ, NodeMetric.PROCESS_WRITTEN);

    /** @param files name to content, as {@code head -v} prints them */
    static Reading of(long nanos, long process, Map<String, String> files) {
        Map<NodeMetric, Double> gauges = new EnumMap<>(NodeMetric.class);
        Map<NodeMetric, Double> counters = new EnumMap<>(NodeMetric.class);
        Files read = new Files(files);
        put(counters, NodeMetric.CPU_USER, cpu(read, "user"));
        put(counters, NodeMetric.CPU_SYSTEM, cpu(read, "system"));
        put(gauges, NodeMetric.MEMORY, first(read.number("memory.current"), read.number("memory.usage_in_bytes")));
        put(gauges, NodeMetric.RSS, scaled(read.field("/proc/" + process + "/status", "VmRSS"), 1024));
        put(gauges, NodeMetric.DATA, scaled(read.number("du"), 1024));
        put(gauges, NodeMetric.DISK_FREE, read.product("df"));
        put(gauges, NodeMetric.HOST_LOAD, read.number("/proc/loadavg"));
        put(counters, NodeMetric.PROCESS_READ, read.field("/proc/" + process + "/io", "read_bytes"));
        put(counters, NodeMetric.PROCESS_WRITTEN, read.field("/proc/" + process + "/io", "write_bytes"));
        put(counters, NodeMetric.NODE_READ, blocks(read, "rbytes", "Read"));
        put(counters, NodeMetric.NODE_WRITTEN, blocks(read, "wbytes", "Write"));
        put(counters, NodeMetric.RECEIVED, read.interfaces(0));
        put(counters, NodeMetric.RECEIVED_PACKETS, read.interfaces(1));
        put(counters, NodeMetric.SENT, read.interfaces(8));
        put(counters, NodeMetric.SENT_PACKETS, read.interfaces(9));
        return new Reading(nanos, process, gauges, counters);
    }

    /** What was measured: the gauges, and the rates since the reading before. A counter that went back began anew. */
    Map<String, Double> since(@Nullable Reading before) {
        Map<String, Double> values = new HashMap<>();
        gauges.forEach((metric, value) -> values.put(metric.key(), value));
        if (before == null || nanos <= before.nanos) {
            return values;
        }
        double seconds = (nanos - before.nanos) / 1e9;
        counters.forEach((metric, value) -> {
            Double was = before.counters.get(metric);
            boolean same = !OF_PROCESS.contains(metric) || process == before.process;
            if (was != null && value >= was && same) {
                values.put(metric.key(), Math.round((value - was) / seconds * 1e4) / 1e4);
            }
        });
        return values;
    }

    /** Seconds of processor time: microseconds in version 2, nanoseconds or else ticks in version 1. */
    private static @Nullable Double cpu(Files read, String mode) {
        Double micros = scaled(read.field("cpu.stat", mode + "_usec"), 1e-6);
        Double nanos = scaled(read.number("cpuacct.usage_" + (mode.equals("system") ? "sys" : mode)), 1e-9);
        return first(micros, first(nanos, scaled(read.field("cpuacct.stat", mode), 1 / TICKS_PER_SECOND)));
    }

    /** Bytes of all devices. A group that lists no device is one that is not accounted, not one that was idle. */
    private static @Nullable Double blocks(Files read, String version2, String version1) {
        Pattern pair = Pattern.compile("\\b" + version2 + "=(\\d+)");
        List<Double> bytes = new ArrayList<>();
        for (String line : read.lines("io.stat")) {
            Matcher matcher = pair.matcher(line);
            if (matcher.find()) {
                bytes.add(Double.parseDouble(matcher.group(1)));
            }
        }
        for (String line : read.lines("blkio.throttle.io_service_bytes_recursive")) {
            Matcher matcher = OPERATION.matcher(line);
            if (matcher.matches() && matcher.group(1).equals(version1)) {
                bytes.add(Double.parseDouble(matcher.group(2)));
            }
        }
        return sum(bytes);
    }

    private static @Nullable Double sum(List<Double> values) {
        return values.isEmpty()
                ? null
                : (Double) values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static void put(Map<NodeMetric, Double> values, NodeMetric metric, @Nullable Double value) {
        if (value != null) {
            values.put(metric, value);
        }
    }

    private static @Nullable Double first(@Nullable Double one, @Nullable Double other) {
        return one != null ? one : other;
    }

    private static @Nullable Double scaled(@Nullable Double value, double factor) {
        return value == null ? null : (Double) (value * factor);
    }

    /** Files by name; where they are mounted differs from one engine to the next, so that the end of the path suffices. */
    private record Files(Map<String, String> byPath) {

        List<String> lines(String name) {
            return byPath.entrySet().stream()
                    .filter(e -> e.getKey().equals(name) || e.getKey().endsWith("/" + name))
                    .map(e -> e.getValue().lines().map(String::strip).toList())
                    .findFirst()
                    .orElse(List.of());
        }

        /** The number that the file begins with. */
        @Nullable
        Double number(String name) {
            return lines(name).stream()
                    .findFirst()
                    .flatMap(line -> parsed(line.split("\\s")[0]))
                    .orElse(null);
        }

        /** Two numbers on the first line multiplied: blocks and their size. */
        @Nullable
        Double product(String name) {
            String[] words = lines(name).stream().findFirst().orElse("").split(" ");
            if (words.length != 2) {
                return null;
            }
            Double size = parsed(words[1]).orElse(null);
            return scaled(parsed(words[0]).orElse(null), size == null ? Double.NaN : size);
        }

        /** The number after a word, as in {@code VmRSS: 12 kB} and in {@code user_usec 12}. */
        @Nullable
        Double field(String name, String field) {
            for (String line : lines(name)) {
                Matcher matcher = FIELD.matcher(line);
                if (matcher.matches() && matcher.group(1).equals(field)) {
                    return Double.parseDouble(matcher.group(2));
                }
            }
            return null;
        }

        /** One column of /proc/net/dev, summed over all interfaces but the loopback. */
        @Nullable
        Double interfaces(int column) {
            List<Double> values = new ArrayList<>();
            for (String line : lines("/proc/net/dev")) {
                int colon = line.indexOf(':');
                if (colon > 0 && !line.startsWith("lo:")) {
                    String[] words = line.substring(colon + 1).strip().split("\\s+");
                    (words.length > column ? parsed(words[column]) : Optional.<Double>empty()).ifPresent(values::add);
                }
            }
            return sum(values);
        }

        private static Optional<Double> parsed(String word) {
            return word.matches("\\d+(\\.\\d+)?") ? Optional.of(Double.parseDouble(word)) : Optional.empty();
        }
    }
}
