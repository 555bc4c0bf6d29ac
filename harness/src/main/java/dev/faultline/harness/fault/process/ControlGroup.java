package dev.faultline.harness.fault.process;

import dev.faultline.harness.cluster.Node;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the kernel counts of all processes of a node together.
 *
 * @param throttled how often they had to wait for processor time that was there but not theirs
 * @param throttledNanos how long they waited
 * @param usedNanos processor time that they used
 * @param memoryLimit bytes that they may hold
 * @param memoryHeld bytes that they hold and that cannot be taken from them
 * @param pagesRefaulted pages of files that were taken from them and that they needed again
 */
record ControlGroup(
        long throttled, long throttledNanos, long usedNanos, long memoryLimit, long memoryHeld, long pagesRefaulted) {

    /** Of a node that was never looked at. */
    static final ControlGroup NONE = new ControlGroup(0, 0, 0, 0, 0, 0);

    /** Both versions of the kernel's interface; what one of them lacks prints nothing. */
    private static final String LOOK = """
            cd /sys/fs/cgroup
            if [ -e cpu.stat ]; then
              sed 's/^/cpu./' cpu.stat
              echo "limit $(cat memory.max)"
              awk '$1 == "anon" {print "held", $2}' memory.stat
              awk '$1 ~ /^workingset_refault(_file)?$/ {print "refaulted", $2}' memory.stat
            else
              sed 's/^/cpu./' cpu/cpu.stat
              echo "used $(cat cpuacct/cpuacct.usage)"
              echo "limit $(cat memory/memory.limit_in_bytes)"
              awk '$1 == "total_rss" {print "held", $2}' memory/memory.stat
              awk '$1 ~ /^total_workingset_refault(_file)?$/ {print "refaulted", $2}' memory/memory.stat
            fi
            """;

    static ControlGroup of(Node node) {
        return parse(node.shell().script(LOOK).orThrow());
    }

    /** Reads lines of a name and a number; {@code max} is no limit. Version 2 counts microseconds, version 1 nanoseconds. */
    static ControlGroup parse(String lines) {
        Map<String, Long> counts = new TreeMap<>();
        for (String line : lines.strip().split("\n")) {
            String[] words = line.strip().split(" ");
            if (words.length == 2) {
                counts.put(words[0], words[1].equals("max") ? Long.MAX_VALUE : Long.parseLong(words[1]));
            }
        }
        boolean micros = counts.containsKey("cpu.throttled_usec");
        return new ControlGroup(
                count(counts, "cpu.nr_throttled"),
                micros ? 1000 * count(counts, "cpu.throttled_usec") : count(counts, "cpu.throttled_time"),
                micros ? 1000 * count(counts, "cpu.usage_usec") : count(counts, "used"),
                count(counts, "limit"),
                count(counts, "held"),
                count(counts, "refaulted"));
    }

    private static long count(Map<String, Long> counts, String name) {
        Long count = counts.get(name);
        if (count == null) {
            throw new IllegalStateException("the node's control group does not tell " + name + ", only " + counts);
        }
        return count;
    }
}
