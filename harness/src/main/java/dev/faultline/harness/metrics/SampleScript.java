package dev.faultline.harness.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What runs on a node: a loop that prints all files of interest about once a second, a few times, and ends. It needs no helper of
 * its own but the probe's clock, writes nothing, and leaves nothing behind when the connection is lost.
 */
final class SampleScript {
    /** Ends the loop at its next turn. */
    static final String OVER = "/run/faultline-sampled";

    private static final String CLOCK = "@ ";
    private static final String GROUP = "/sys/fs/cgroup/";
    /** Of version 2, then of version 1 with its controllers alone or joined; what is not there is left out. */
    private static final List<String> FILES = List.of(
            "/proc/loadavg",
            "/proc/net/dev",
            GROUP + "cpu.stat",
            GROUP + "memory.current",
            GROUP + "io.stat",
            GROUP + "cpuacct/cpuacct.usage_user",
            GROUP + "cpuacct/cpuacct.usage_sys",
            GROUP + "cpuacct/cpuacct.stat",
            GROUP + "memory/memory.usage_in_bytes",
            GROUP + "blkio/blkio.throttle.io_service_bytes_recursive");

    private SampleScript() {}

    /** Each look has its own time limit: a file system that hangs costs its own metrics only. */
    static String of(int samples, long process) {
        String files = String.join(" ", FILES) + " /proc/" + process + "/status /proc/" + process + "/io";
        return """
                export LC_ALL=C
                i=0
                while [ $i -lt %d ] && [ ! -e %s ]; do
                  printf '%s'; faultline-probe now || exit
                  timeout 2 head -v -n 64 -- %s 2>/dev/null
                  printf '\\n==> du <==\\n'; timeout 1 du -sk -- /var/lib/faultline 2>/dev/null
                  printf '\\n==> df <==\\n'; timeout 1 stat -f -c '%%a %%S' /var/lib/faultline 2>/dev/null
                  i=$((i + 1))
                  sleep 1
                done
                """.formatted(samples, OVER, CLOCK, files);
    }

    /** The readings in what the loop printed; one that was cut off holds what came of it. */
    static List<Reading> parse(String printed, long process) {
        List<Reading> readings = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        StringBuilder content = new StringBuilder();
        String file = "";
        long nanos = -1;
        for (String line : (printed + "\n" + CLOCK + "end").lines().toList()) {
            boolean clock = line.startsWith(CLOCK);
            if (clock || (line.startsWith("==> ") && line.endsWith(" <=="))) {
                files.put(file, content.toString());
                content.setLength(0);
                file = clock ? "" : line.substring(4, line.length() - 4);
            } else {
                content.append(line).append('\n');
            }
            if (clock) {
                if (nanos >= 0) {
                    readings.add(Reading.of(nanos, process, files));
                }
                nanos = nanos(line);
                files.clear();
            }
        }
        return readings;
    }

    private static long nanos(String line) {
        String word = line.substring(CLOCK.length()).split("\t")[0];
        return word.matches("\\d{1,18}") ? Long.parseLong(word) : -1;
    }
}
