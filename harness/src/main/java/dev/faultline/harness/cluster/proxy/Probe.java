package dev.faultline.harness.cluster.proxy;

import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resident {@code faultline-probe} of one node, which sends numbered datagrams to its peers and remembers what came. */
final class Probe {
    static final int EXCHANGES = 3;
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Pattern DELAY = Pattern.compile("there_us \\d+ (\\d+) \\d+ back_us \\d+ (\\d+) \\d+");
    private static final String PROGRAM = "faultline-probe";

    private final Shell shell;

    Probe(Shell shell) {
        this.shell = shell;
    }

    /** Starts it; it listens when this returns. */
    void start(String self, Collection<String> peers) {
        shell.exec(PROGRAM, "serve", "--self", self, "--peers", String.join(",", peers), "--detach")
                .orThrow();
    }

    void addPeer(String address) {
        shell.exec(PROGRAM, "peers", "add", address).orThrow();
    }

    /** By peer's address: what this node sent to it, and what of the peer's datagrams arrived here; both by time of sending. */
    Map<String, Traffic.Count> counts(long fromNanos, long toNanos) {
        return parseCounts(shell.exec(PROGRAM, "counts", Long.toString(fromNanos), Long.toString(toNanos))
                .orThrow());
    }

    static Map<String, Traffic.Count> parseCounts(String lines) {
        Map<String, Traffic.Count> counts = new HashMap<>();
        for (String line : lines.lines().toList()) {
            String[] words = line.split("\t");
            if (words.length < 3) {
                throw new ShellException("not a line of counts: " + line, null);
            }
            counts.put(words[0], new Traffic.Count(Long.parseLong(words[1]), Long.parseLong(words[2])));
        }
        return counts;
    }

    /** Measured on a connection that this node opens. */
    Delay delay(String peer) {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "delay", peer));
        command.addAll(List.of("--count", Integer.toString(EXCHANGES)));
        command.addAll(List.of("--timeout-ms", Long.toString(PATIENCE.toMillis())));
        return parseDelay(shell.exec(PATIENCE.plusSeconds(2), command).orThrow());
    }

    static Delay parseDelay(String line) {
        Matcher medians = DELAY.matcher(line.strip());
        if (!medians.matches()) {
            throw new ShellException("not a measured delay: " + line, null);
        }
        return new Delay(micros(medians.group(1)), micros(medians.group(2)));
    }

    private static Duration micros(String number) {
        return Duration.ofNanos(Long.parseLong(number) * 1_000);
    }
}
