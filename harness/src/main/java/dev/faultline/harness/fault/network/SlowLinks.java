package dev.faultline.harness.fault.network;

import dev.faultline.harness.fault.Fault;
import dev.faultline.harness.fault.Field;
import dev.faultline.harness.fault.Injection;
import dev.faultline.harness.net.Link;
import java.time.Duration;
import java.util.Map;
import java.util.SortedSet;

/** What passes some directed links is late. */
public record SlowLinks(SortedSet<String> targets, SortedSet<Link> links, Duration latency, Duration jitter)
        implements Fault {
    public SlowLinks {
        targets = Fault.frozen(targets);
        links = Fault.frozen(links);
    }

    @Override
    public String kind() {
        return Slow.NAME;
    }

    @Override
    public String shape() {
        return "link";
    }

    @Override
    public String summary() {
        return "slow " + String.join(" ", Fault.words(links)) + " by " + latency.toMillis() + " ms";
    }

    @Override
    public Map<String, Object> fields() {
        return Map.of(
                "targets", targets,
                "links", Fault.words(links),
                "latencyMillis", latency.toMillis(),
                "jitterMillis", jitter.toMillis());
    }

    @Override
    public Injection inject(Field field) {
        return new SlowLinksInjection(field, this);
    }
}
