package dev.faultline.sim;

import dev.faultline.harness.cluster.Node;
import dev.faultline.harness.cluster.ShellException;
import dev.faultline.harness.fault.Evidence;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.fault.disk.BreakDisk;
import dev.faultline.harness.system.ChangesMembership;
import dev.faultline.harness.time.Await;
import dev.faultline.node.sim.Damage;
import dev.faultline.node.sim.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A durable file with a bit flipped, or cut short, while its node is down; proved by the byte. A system that then refuses its data has
 * done what it should: its node joins anew, without data.
 */
final class SimulatedDamage implements Injection {
    private static final Duration TO_REPLACE = Duration.ofSeconds(45);
    private static final Duration TO_REFUSE = Duration.ofSeconds(1);
    private static final Duration PACE = Duration.ofMillis(250);

    private final Field field;
    private final World world;
    private final BreakDisk fault;
    private final Victims victims;
    private final Map<String, Damage> damages = new TreeMap<>();
    private final Map<String, String> outcomes = new TreeMap<>();
    private final long from;
    private long to;

    SimulatedDamage(Field field, SimulatedCluster cluster, BreakDisk fault) {
        this.field = field;
        this.world = cluster.world();
        this.fault = fault;
        this.victims = new Victims(field, cluster, fault.targets());
        for (String name : fault.targets()) {
            world.crash(SimulatedCluster.number(name));
            damage(name).ifPresent(done -> damages.put(name, done));
        }
        this.from = field.clock().nanos();
    }

    private Optional<Damage> damage(String name) {
        int number = SimulatedCluster.number(name);
        List<String> files = world.disk(number).files();
        for (int i = 0; i < files.size(); i++) {
            String file = files.get((fault.seed() + i) % files.size());
            Optional<Damage> done = fault.shape().equals("flip")
                    ? world.disk(number).flip(file)
                    : world.disk(number).shorten(file);
            if (done.isPresent()) {
                return done;
            }
        }
        return Optional.empty();
    }

    @Override
    public void observe() {
        victims.look();
        to = field.clock().nanos();
    }

    @Override
    public void heal() {
        for (String name : fault.targets()) {
            if (!outcomes.containsKey(name)) {
                outcomes.put(name, start(field.cluster().node(name)));
            }
        }
    }

    private String start(Node node) {
        int number = SimulatedCluster.number(node.name());
        if (!world.runs(number)) {
            field.system().start(node, field.cluster(), field.options(), false);
        }
        if (!Await.until(
                field.clock(), TO_REFUSE, PACE, () -> world.death(number).isPresent())) {
            return "its system took the data as it is";
        }
        String refusal = "its system refuses the data (" + world.death(number).orElse("") + ")";
        if (!(field.system() instanceof ChangesMembership membership)) {
            throw new IllegalStateException(node + ": " + refusal + ", and its members cannot be changed");
        }
        Node asked = field.cluster().nodes().stream()
                .filter(other -> !other.equals(node) && field.system().ready(other))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(node + ": " + refusal + ", and nobody else answers"));
        boolean replaced = granted(() -> membership.removeMember(node, asked))
                && granted(() -> membership.addMember(node, asked, field.options()))
                && Await.until(field.clock(), TO_REPLACE, PACE, () -> membership.hasCaughtUp(node));
        if (!replaced) {
            throw new IllegalStateException(node + ": " + refusal + ", and could not be replaced");
        }
        return refusal + " and joined anew without data";
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

    @Override
    public Evidence evidence() {
        List<String> parts = new ArrayList<>();
        Map<String, Object> numbers = new TreeMap<>();
        for (String name : fault.targets()) {
            String done =
                    Optional.ofNullable(damages.get(name)).map(Damage::toString).orElse("nothing to damage");
            String outcome = outcomes.getOrDefault(name, "it was not started");
            numbers.put(name, Map.of("damage", done, "outcome", outcome));
            parts.add(victims.told(name) + ", " + done + "; " + outcome);
        }
        return new Evidence(
                victims.replaced() && damages.keySet().containsAll(fault.targets()),
                from,
                to,
                "the process gone, and what changed in the file",
                String.join("; ", parts),
                numbers);
    }
}
