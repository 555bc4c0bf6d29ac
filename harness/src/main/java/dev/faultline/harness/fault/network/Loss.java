package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Link;
import java.util.Map;
import java.util.SortedSet;

/**
 * Each packet on some directed links is lost with a probability. TCP sends again what was lost: a system on it feels delays and
 * stalls.
 *
 * @param shape {@code link}, or {@code nodes} for all that passes between the targets and other nodes
 * @param probability more than 0, less than 1
 */
public record Loss(String shape, SortedSet<String> targets, SortedSet<Link> links, double probability)
        implements Fault {
    public Loss {
        targets = Fault.frozen(targets);
        links = Fault.frozen(links);
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("probability: must be more than 0 and less than 1, not " + probability);
        }
    }

    @Override
    public String kind() {
        return Lossy.NAME;
    }

    @Override
    public String summary() {
        return "lose " + Math.round(100 * probability) + " % "
                + (links.size() == 1 ? "on " + links.first() : "to and from " + String.join(" ", targets));
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of("targets", targets, "links", Fault.words(links), "percent", Math.round(probability * 100));
    }

    @Override
    public Injection inject(Field field) {
        return new LossInjection(field, this);
    }
}
