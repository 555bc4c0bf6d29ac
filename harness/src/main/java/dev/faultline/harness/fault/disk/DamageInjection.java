package dev.faultline.harness.fault.disk;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.process.Revival;
import dev.faultline.harness.system.ChangesMembership;
import dev.faultline.harness.system.HasDisk;
import dev.faultline.harness.system.SystemUnderTest.Process;
import dev.faultline.harness.time.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A file of the system's data with a bit flipped, or cut short, while its process is down; proved by the identity of the process and by
 * the file as it reads through the mount before and after. A system that then refuses its data has done what it should: its node gets
 * other data, where its members can be changed.
 */
final class DamageInjection implements Injection {
    private static final Duration TO_ANSWER = Duration.ofSeconds(15);
    private static final Duration TO_REPLACE = Duration.ofSeconds(45);
    private static final Duration PACE = Duration.ofMillis(250);
    private static final int LAST_WORDS_MAX = 160;

    private final Field field;
    private final BreakDisk fault;
    private final Revival revival;
    private final String directory;
    private final List<Node> nodes;
    private final Map<String, Process> victims = new ConcurrentHashMap<>();
    private final Map<String, Damage> damages = new TreeMap<>();
    private final Map<String, String> outcomes = new TreeMap<>();
    private final long from;
    private long to;

    /**
     * What became of a file.
     *
     * @param said the helper's own words: where, what it was and what it is
     * @param before a digest of the file as the system would have read it
     * @param after the same, once it was damaged
     */
    private record Damage(String said, String before, String after) {}

    DamageInjection(Field field, BreakDisk fault) {
        this.field = field;
        this.fault = fault;
        this.revival = new Revival(field);
        this.directory = ((HasDisk) field.system()).dataDirectory();
        this.nodes = fault.targets().stream().map(field.cluster()::node).toList();
        nodes.forEach(node -> victims.put(node.name(), revival.victim(node)));
        nodes.forEach(node -> revival.signal(node, Objects.requireNonNull(victims.get(node.name())), "-KILL"));
        nodes.forEach(this::damage);
        this.from = field.clock().nanos();
    }

    private void damage(Node node) {
        if (!revival.gone(node)) {
            throw new IllegalStateException("the process on " + node + " is still there");
        }
        List<String> files = node.shell()
                .script(
                        "cd '" + directory
                                + "' && find . -type f -size +0 ! -name '.faultline*' ! -name lock ! -name '*.tmp' -printf '%P\\n'")
                .orThrow()
                .lines()
                .sorted()
                .toList();
        if (files.isEmpty()) {
            throw new IllegalStateException("no data on " + node + " to damage");
        }
        String file = files.get(fault.seed() % files.size());
        String before = digest(node, file);
        String said = new NodeDisk(node).command(fault.shape(), file, Integer.toString(fault.seed()));
        damages.put(node.name(), new Damage(said.replace('\t', ' '), before, digest(node, file)));
    }

    private String digest(Node node, String file) {
        return node.shell().exec("sha256sum", directory + "/" + file).orThrow().split(" ")[0];
    }

    @Override
    public void observe() {
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        for (Node node : nodes) {
            if (!outcomes.containsKey(node.name())) {
                outcomes.put(node.name(), start(node));
            }
        }
    }

    private String start(Node node) {
        if (field.system().process(node).isEmpty()) {
            field.system().start(node, field.cluster(), field.options(), false);
        }
        if (Await.until(field.clock(), TO_ANSWER, PACE, () -> field.system().ready(node))) {
            return "its system took the data as it is";
        }
        String refusal = "its system refuses the data (" + lastWords(node) + ")";
        if (!(field.system() instanceof ChangesMembership membership)) {
            throw new IllegalStateException(node + ": " + refusal + ", and its members cannot be changed");
        }
        replace(node, membership, refusal);
        return refusal + " and was given other data";
    }

    private void replace(Node node, ChangesMembership membership, String refusal) {
        field.system().process(node).ifPresent(process -> {
            revival.signal(node, process, "-KILL");
            revival.gone(node);
        });
        Node asked = field.cluster().nodes().stream()
                .filter(other -> !other.equals(node) && field.system().ready(other))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(node + ": " + refusal + ", and nobody else answers"));
        boolean replaced = granted(() -> {
                    if (membership.members(asked, field.cluster()).orElseThrow().contains(node.name())) {
                        membership.removeMember(node, asked);
                    }
                })
                && granted(() -> membership.addMember(node, asked, field.options()))
                && Await.until(field.clock(), TO_REPLACE, PACE, () -> membership.hasCaughtUp(node));
        if (!replaced) {
            throw new IllegalStateException(node + ": " + refusal + ", and could not be replaced");
        }
    }

    /** What a cluster refuses that has just lost a member it may allow a little later. */
    private boolean granted(Runnable change) {
        return Await.until(field.clock(), TO_REPLACE, PACE, () -> {
            try {
                change.run();
                return true;
            } catch (ShellException e) {
                return false;
            }
        });
    }

    private String lastWords(Node node) {
        String log = field.system().logs().get(0);
        String words = node.shell()
                .script("grep -aiE 'panic:|fatal error|corrupt|mismatch|unexpected EOF' '" + log + "' | tail -n 1")
                .out();
        String line = words.strip();
        return line.length() > LAST_WORDS_MAX ? line.substring(0, LAST_WORDS_MAX) + "..." : line;
    }

    @Override
    public Evidence evidence() {
        boolean proved = true;
        Map<String, Object> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (Node node : nodes) {
            Damage damage = Objects.requireNonNull(damages.get(node.name()));
            Process victim = Objects.requireNonNull(victims.get(node.name()));
            String outcome = outcomes.getOrDefault(node.name(), "it was not started");
            proved &= !damage.before().equals(damage.after())
                    && !field.system().process(node).map(victim::equals).orElse(false);
            numbers.put(
                    node.name(),
                    Map.of(
                            "damage", damage.said(),
                            "sha256Before", damage.before(),
                            "sha256After", damage.after(),
                            "killedPid", victim.pid(),
                            "outcome", outcome));
            parts.add(node + ": process " + victim.pid() + " is gone, " + damage.said() + "; " + outcome);
        }
        return new Evidence(
                proved,
                from,
                to,
                "process id and start time gone, and the file as it reads through the mount before and after",
                String.join("; ", parts),
                numbers);
    }
}
