package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Impairment;
import dev.faultline.harness.net.Link;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * Connections between some nodes, or between clients and some nodes, are reset: those that stand at once, new ones when they carry something.
 *
 * @param links a connection carries both ways, and so of each link both ways are in it; empty where clients are meant
 */
public record Reset(SortedSet<String> targets, SortedSet<Link> links) implements Fault {
    private static final Impairment HOW = new Impairment.Reset();

    public Reset {
        targets = Fault.frozen(targets);
        links = Fault.frozen(DrawnLinks.bothWays(links));
    }

    private Reach reach() {
        return new Reach(targets, links);
    }

    @Override
    public String kind() {
        return Connection.NAME;
    }

    @Override
    public String shape() {
        return reach().shape(HOW);
    }

    @Override
    public String summary() {
        return "reset " + reach();
    }

    /** A node that cannot keep a connection to another is cut from it. */
    @Override
    public Set<Link> cut() {
        return links;
    }

    @Override
    public Map<String, Object> fields() {
        return reach().fields(Map.of());
    }

    @Override
    public Injection inject(Field field) {
        return new ConnectionInjection(field, reach(), HOW);
    }
}
