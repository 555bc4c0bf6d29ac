package dev.faultline.harness.cluster.proxy;

import dev.faultline.harness.cluster.Shell;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.net.Delay;
import dev.faultline.harness.net.Fate;
import dev.faultline.harness.net.Held;
import dev.faultline.harness.net.Traffic;
import dev.faultline.harness.net.Transfer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resident {@code faultline-probe} of one node, which sends numbered datagrams to its peers and remembers what came. */
final class Probe {
    static final int EXCHANGES = 3;
    static final Duration PATIENCE = Duration.ofSeconds(10);
    static final Duration TRANSFER_PATIENCE = Duration.ofSeconds(20);

    /** As long as any run, and no longer when nobody is left to end it. */
    private static final Duration HOLD_MAX = Duration.ofHours(12);

    private static final AtomicInteger HELD = new AtomicInteger();

    private static final Pattern DELAY = Pattern.compile("there_us \\d+ (\\d+) \\d+ back_us \\d+ (\\d+) \\d+");
    private static final Pattern TRANSFER = Pattern.compile("there_us (\\d+) (\\d+) back_us (\\d+) (\\d+)");
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
        return delay(peer, EXCHANGES);
    }

    /** Medians over so many exchanges. */
    Delay delay(String peer, int exchanges) {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "delay", peer));
        command.addAll(List.of("--count", Integer.toString(exchanges)));
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

    /** So many bytes there and back on a connection that this node opens. */
    Transfer transfer(String peer, int bytes) {
        List<String> command = new ArrayList<>(List.of(PROGRAM, "transfer", peer));
        command.addAll(List.of("--bytes", Integer.toString(bytes)));
        command.addAll(List.of("--timeout-ms", Long.toString(TRANSFER_PATIENCE.toMillis())));
        return parseTransfer(
                shell.exec(TRANSFER_PATIENCE.plusSeconds(2), command).orThrow(), bytes);
    }

    static Transfer parseTransfer(String line, int bytes) {
        Matcher legs = TRANSFER.matcher(line.strip());
        if (!legs.matches()) {
            throw new ShellException("not a measured transfer: " + line, null);
        }
        return new Transfer(
                new Transfer.Leg(bytes, micros(legs.group(1)), Long.parseLong(legs.group(2))),
                new Transfer.Leg(bytes, micros(legs.group(3)), Long.parseLong(legs.group(4))));
    }

    /** Holds a connection that this node opens. */
    Held hold(String peer) {
        String log = "/run/faultline/held-" + peer + "-" + HELD.incrementAndGet();
        long pid = shell.daemon(log, List.of(PROGRAM, "hold", peer, "--ms", Long.toString(HOLD_MAX.toMillis())));
        return new Held() {
            @Override
            public Fate fate() {
                return parseFate(shell.exec("cat", log).orThrow());
            }

            @Override
            public void close() {
                shell.exec("kill", Long.toString(pid));
                shell.exec("rm", "-f", log).orThrow();
            }
        };
    }

    /** A line an event with its time; what the program complains of is none. */
    static Fate parseFate(String lines) {
        boolean opened = false;
        List<Long> answers = new ArrayList<>();
        Fate.Ending ending = Fate.Ending.HELD;
        long endedNanos = 0;
        for (String line : lines.lines().toList()) {
            String[] words = line.split("\t");
            if (words.length != 2) {
                continue;
            }
            long at = Long.parseLong(words[1]);
            switch (words[0]) {
                case "opened" -> opened = true;
                case "answered" -> answers.add(at);
                case "held" -> {}
                default -> {
                    ending = Fate.Ending.valueOf(words[0].toUpperCase(Locale.ROOT));
                    endedNanos = at;
                }
            }
        }
        return new Fate(opened, answers, ending, endedNanos);
    }

    private static Duration micros(String number) {
        return Duration.ofNanos(Long.parseLong(number) * 1_000);
    }
}
